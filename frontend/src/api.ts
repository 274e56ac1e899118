/** Asks the integration. */
import type { Areas, Area, CardConfig, Coaching, Hass, Overview, Visit, VisitPage } from "./types";

const DOMAIN = "plate_recognizer";
/** What went wrong stands beside what was tapped, once. */
const WITHOUT_TOAST = false;

const only = (configEntryId: string | undefined) =>
  configEntryId === undefined ? {} : { config_entry_id: configEntryId };

/** Have an overview told now and after each change; resolves to what ends this. */
export const subscribeOverview = (
  hass: Hass,
  config: Pick<CardConfig, "config_entry_id">,
  tell: (overview: Overview) => void,
): Promise<() => Promise<void>> =>
  hass.connection.subscribeMessage(
    tell,
    { type: `${DOMAIN}/overview/subscribe`, ...only(config.config_entry_id) },
    // Home Assistant's own way gives up for good where the command isn't there yet.
    { resubscribe: false },
  );

export const listVisits = (
  hass: Hass,
  configEntryId: string,
  wanted: { limit: number; before?: string; places?: string[] },
): Promise<VisitPage> =>
  hass.callWS({ type: `${DOMAIN}/visits/list`, config_entry_id: configEntryId, ...wanted });

export const getAreas = (hass: Hass, configEntryId: string, subentryId: string): Promise<Areas> =>
  hass.callWS({
    type: `${DOMAIN}/areas/get`,
    config_entry_id: configEntryId,
    subentry_id: subentryId,
  });

export const setAreas = (
  hass: Hass,
  configEntryId: string,
  subentryId: string,
  areas: { zone: Area | null; masks: Area[] },
): Promise<void> =>
  hass.callWS({
    type: `${DOMAIN}/areas/set`,
    config_entry_id: configEntryId,
    subentry_id: subentryId,
    ...areas,
  });

export const getCoaching = (
  hass: Hass,
  configEntryId: string,
  subentryId: string,
): Promise<Coaching> =>
  hass.callWS({
    type: `${DOMAIN}/coach/get`,
    config_entry_id: configEntryId,
    subentry_id: subentryId,
  });

export const scan = (hass: Hass, entityId: string): Promise<unknown> =>
  hass.callService("image_processing", "scan", {}, { entity_id: entityId }, WITHOUT_TOAST);

/** Have a stranger known by a name; until a moment only, and let in, where one is given. */
export const nameStranger = (
  hass: Hass,
  configEntryId: string,
  visit: Visit,
  name: string,
  letInUntil?: string,
): Promise<unknown> =>
  hass.callService(DOMAIN, "add_vehicle", {
    config_entry_id: configEntryId,
    name,
    plates: [visit.plate],
    ...(letInUntil === undefined
      ? {}
      : { category: "guest", may_open: true, valid_until: letInUntil }),
  }, undefined, WITHOUT_TOAST);
