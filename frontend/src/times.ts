/** Moments and spans as people of a language write them. */
import type { Hass } from "./types";

type Home = Pick<Hass, "locale" | "config">;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formatted = (moment: Date, home: Home, options: Intl.DateTimeFormatOptions): string => {
  const { time_format: format } = home.locale;
  const cycle = format === "12" ? { hour12: true } : format === "24" ? { hour12: false } : {};
  return new Intl.DateTimeFormat(home.locale.language, {
    ...options,
    ...(options.hour ? cycle : {}),
    timeZone: home.config.time_zone,
  }).format(moment);
};

const dayOf = (moment: Date, home: Home): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: home.config.time_zone }).format(moment);

/** The time alone if it is of today; with its day otherwise. */
export const timeOf = (iso: string, now: Date, home: Home): string => {
  const moment = new Date(iso);
  const day: Intl.DateTimeFormatOptions =
    dayOf(moment, home) === dayOf(now, home)
      ? {}
      : { weekday: "short", day: "numeric", month: "short" };
  return formatted(moment, home, { ...day, hour: "numeric", minute: "2-digit" });
};

export const dateOf = (iso: string, home: Home): string =>
  formatted(new Date(iso), home, { weekday: "short", day: "numeric", month: "short" });

/** How long something takes, in the largest unit that fits. */
export const spanOf = (from: string, to: Date, home: Home): string => {
  const span = Math.max(0, to.getTime() - new Date(from).getTime());
  const [unit, length] =
    span >= DAY ? ["day", DAY] : span >= HOUR ? ["hour", HOUR] : ["minute", MINUTE];
  return new Intl.NumberFormat(home.locale.language, {
    style: "unit",
    unit: unit as string,
    unitDisplay: "short",
  }).format(Math.floor(span / (length as number)));
};

/** The last second of today, as the home's clock has it: `2026-11-26 23:59:59`. */
export const endOfToday = (now: Date, home: Home): string => `${dayOf(now, home)} 23:59:59`;
