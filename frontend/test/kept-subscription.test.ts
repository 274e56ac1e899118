import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { KeptSubscription } from "../src/kept-subscription";
import type { Hass } from "../src/types";

const connection = new EventTarget();
const kept = (subscribe: () => Promise<() => Promise<void>>, fail = vi.fn()): KeptSubscription =>
  new KeptSubscription(connection as unknown as Hass["connection"], subscribe, fail);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("asks again until the command is there, and says what is wrong meanwhile", async () => {
  const subscribe = vi
    .fn<() => Promise<() => Promise<void>>>()
    .mockRejectedValueOnce({ code: "unknown_command" })
    .mockRejectedValueOnce({ code: "unknown_command" })
    .mockResolvedValue(() => Promise.resolve());
  const fail = vi.fn();
  kept(subscribe, fail);

  await vi.advanceTimersByTimeAsync(60_000);

  expect(subscribe).toHaveBeenCalledTimes(3);
  expect(fail).toHaveBeenCalledTimes(2);
});

it("subscribes anew on a new connection", async () => {
  const subscribe = vi.fn(() => Promise.resolve(() => Promise.resolve()));
  const subscription = kept(subscribe);
  connection.dispatchEvent(new Event("ready"));
  expect(subscribe).toHaveBeenCalledTimes(2);

  subscription.stop();
  connection.dispatchEvent(new Event("ready"));
  await vi.advanceTimersByTimeAsync(60_000);

  expect(subscribe).toHaveBeenCalledTimes(2);
});

it("ends what it has subscribed to, and tries no more", async () => {
  const end = vi.fn(() => Promise.resolve());
  const subscription = kept(() => Promise.resolve(end));

  subscription.stop();
  await vi.advanceTimersByTimeAsync(0);

  expect(end).toHaveBeenCalledOnce();
});
