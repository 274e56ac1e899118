/** The integration's own texts, in the language of who looks. */
import type { Hass, Localize, Visit } from "./types";

const DOMAIN = "plate_recognizer";
const CATEGORIES = ["common", "entity", "selector", "config_subentries"] as const;

export class Texts {
  private constructor(private readonly localize: Localize) {}

  static async load(hass: Hass): Promise<Texts> {
    let localize: Localize | undefined;
    for (const category of CATEGORIES) {
      localize = await hass.loadBackendTranslation(category, DOMAIN);
    }
    return new Texts(localize!);
  }

  /** A text of the card. */
  say(key: string, values?: Record<string, string | number>): string {
    return this.localize(`component.${DOMAIN}.common.card_${key}`, values);
  }

  status(visit: Visit): string {
    return this.localize(`component.${DOMAIN}.selector.status.options.${visit.status}`);
  }

  decision(reason: string): string {
    return this.localize(`component.${DOMAIN}.entity.sensor.decision.state.${reason}`) || reason;
  }

  /** What the form of a camera says of areas that it refuses. */
  areaError(slug: string, values?: Record<string, string>): string {
    const path = `component.${DOMAIN}.config_subentries.camera.error.${slug}`;
    return this.localize(path, values) || slug;
  }
}

/** Who it is: by name, by plate, or that nobody could read it. */
export const whoIs = (visit: Visit, texts: Texts): string =>
  visit.name ?? visit.plate ?? texts.say("unread");

/** Why it has its verdict, and why it is an arrival or isn't: a sentence each. */
export const reasonsOf = (visit: Visit, texts: Texts): string[] =>
  [
    texts.say(`reason_${visit.status_reason}`),
    visit.arrival_reason === null ? "" : texts.say(`arrival_${visit.arrival_reason}`),
    visit.may_open ? texts.say("may_open") : "",
  ].filter((text) => text !== "");
