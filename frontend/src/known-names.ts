/** Which names an account's vehicles have already. */
import type { Hass } from "./types";

/** What the integration writes into the device of a vehicle, in every language. */
const MODEL = "Vehicle";

const plain = (name: string | null): string => (name ?? "").trim().toLowerCase();

/** Tell whether a vehicle of the account is called so: what is named so now is another one. */
export const isKnownName = (hass: Hass, configEntryId: string, name: string): boolean =>
  plain(name) !== "" &&
  Object.values(hass.devices).some(
    (device) =>
      device.config_entry_id === configEntryId &&
      device.model === MODEL &&
      [device.name, device.name_by_user].map(plain).includes(plain(name)),
  );
