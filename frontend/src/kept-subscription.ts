/** A subscription that comes back: after a lost connection, a restart, or a refusal. */
import type { Hass } from "./types";

type End = () => Promise<void>;

/** Milliseconds: after a restart, Home Assistant knows the integration's commands a little later. */
const PAUSE = 5_000;

export class KeptSubscription {
  private end: Promise<End> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Hass["connection"],
    private readonly subscribe: () => Promise<End>,
    private readonly fail: (error: unknown) => void,
  ) {
    connection.addEventListener("ready", this.start);
    this.start();
  }

  stop(): void {
    this.connection.removeEventListener("ready", this.start);
    clearTimeout(this.again);
    void this.end?.then((end) => end()).catch(() => undefined);
    this.end = undefined;
  }

  /** Also on a connection that is new: what was asked for on the one before is gone with that. */
  private readonly start = (): void => {
    clearTimeout(this.again);
    const subscribed = this.subscribe();
    this.end = subscribed;
    subscribed.catch((error: unknown) => {
      if (this.end === subscribed) {
        this.fail(error);
        this.again = setTimeout(this.start, PAUSE);
      }
    });
  };
}
