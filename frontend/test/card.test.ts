// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/card";
import type { PlateRecognizerCard } from "../src/card";
import type { Account, CardConfig, Device, Hass, Overview, Quota, Visit } from "../src/types";
import texts from "../../custom_components/plate_recognizer/translations/en.json";

const VISIT: Visit = {
  visit_id: "1",
  place: "Driveway",
  camera: "Driveway",
  plate: "FT482KX",
  name: null,
  category: null,
  subentry_id: null,
  status: "stranger",
  status_reason: "no_match",
  match: "none",
  sure: true,
  started_at: "2026-11-26T19:05:00Z",
  ended_at: null,
  end_reason: null,
  arrival: true,
  arrival_reason: "arrived",
  may_open: false,
  resembles: null,
  vehicle_type: null,
  make: null,
  model: null,
  color: null,
  sighting_id: "s1",
  picture: "/picture",
  thumbnail: "/thumbnail",
  is_masked: false,
};
const QUOTA: Quota = {
  limit: 2500,
  used: 1000,
  left: 1500,
  resets_at: "2026-12-10T00:00:00Z",
  runs_out_at: null,
  state: "fine",
};
const ACCOUNT: Account = {
  config_entry_id: "entry",
  title: "Snapshot Cloud",
  kind: "cloud",
  may_edit: true,
  quota: QUOTA,
  cameras: [
    {
      subentry_id: "camera",
      name: "Driveway",
      place: "Driveway",
      camera_entity_id: "camera.driveway",
      scan_entity_id: "image_processing.driveway",
      button_entity_id: null,
      picture_entity_id: null,
      scanning: true,
      decision: null,
    },
  ],
  places: [{ place: "Driveway", here: [VISIT] }],
};
const CARD: CardConfig = { type: "custom:plate-recognizer-card" };

/** What the registry has of a vehicle. */
const device = (name: string): Device => ({
  config_entry_id: "entry",
  model: "Vehicle",
  name,
  name_by_user: null,
});

/** The texts as Home Assistant's backend tells them: flat. */
const flat = (part: object, path: string): Record<string, string> =>
  Object.assign(
    {},
    ...Object.entries(part).map(([key, value]: [string, unknown]) =>
      typeof value === "string" ? { [`${path}.${key}`]: value } : flat(value as object, `${path}.${key}`),
    ),
  ) as Record<string, string>;

/** A Home Assistant that is asked, and what it was asked. */
class Home {
  tell: (overview: Overview) => void = () => undefined;
  visits: Visit[] = [];
  readonly connection = new EventTarget();
  readonly ended = vi.fn(() => Promise.resolve());
  readonly asked: Record<string, unknown>[] = [];
  readonly callService = vi.fn(() => Promise.resolve());
  readonly subscribed = vi.fn((tell: (overview: Overview) => void) => {
    this.tell = tell;
    return Promise.resolve(this.ended);
  });

  readonly hass = {
    language: "en",
    locale: { language: "en", time_format: "24" },
    devices: {
      anna: device("Anna's car"),
      renamed: { ...device("Van"), name_by_user: "The old van" },
      camera: { ...device("Gate"), model: "Camera" },
      elsewhere: { ...device("Carol's car"), config_entry_id: "another" },
    },
    config: { time_zone: "Europe/London" },
    connection: Object.assign(this.connection, { subscribeMessage: this.subscribed }),
    callService: this.callService,
    callWS: (message: Record<string, unknown>) => {
      this.asked.push(message);
      const { type, category } = message;
      if (type !== "frontend/get_translations") {
        return Promise.resolve({ visits: this.visits, before: null });
      }
      const part = texts[category as keyof typeof texts];
      const resources = flat(part, `component.plate_recognizer.${String(category)}`);
      return Promise.resolve({ resources });
    },
  } as unknown as Hass;
}

let home: Home;
let card: PlateRecognizerCard;

const settled = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve));
  await card.updateComplete;
  await new Promise((resolve) => setTimeout(resolve));
};

const show = async (accounts: Account[], config: Partial<CardConfig> = {}): Promise<void> => {
  card.setConfig({ ...CARD, ...config });
  card.hass = home.hass;
  document.body.append(card);
  await settled();
  home.tell({ accounts });
  await settled();
};

/** All text within, also of elements in elements. */
const textOf = (node: Node): string =>
  node instanceof HTMLStyleElement
    ? ""
    : node.nodeType === Node.TEXT_NODE
      ? (node.textContent ?? "")
      : [...((node as Element).shadowRoot?.childNodes ?? []), ...node.childNodes].map(textOf).join(" ");

const shown = (): string => textOf(card).replace(/\s+/g, " ");

beforeEach(() => {
  home = new Home();
  card = document.createElement("plate-recognizer-card") as PlateRecognizerCard;
});
afterEach(() => card.remove());

describe("the card", () => {
  it("shows who is here, who came, the lookups and the cameras", async () => {
    home.visits = [{ ...VISIT, visit_id: "2", name: "Anna", status: "known" }];
    await show([ACCOUNT]);
    expect(shown()).toContain("FT482KX Stranger Driveway, since");
    expect(shown()).toContain("Anna Known");
    expect(shown()).toContain("1,000 of 2,500 used, 1,500 left");
    expect(shown()).toContain("Scan now");
  });

  it("shows a visit that goes on as it is now, and not as it began", async () => {
    home.visits = [VISIT];
    const here = [{ ...VISIT, name: "Carol", status: "known" as const }];
    await show([{ ...ACCOUNT, places: [{ place: "Driveway", here }] }], { show: ["timeline"] });
    expect(shown()).toContain("Carol Known");
    expect(shown()).not.toContain("Stranger");
  });

  it("says so where there is nothing", async () => {
    await show([{ ...ACCOUNT, quota: null, places: [] }]);
    expect(shown()).toContain("Nobody");
    expect(shown()).toContain("No visit yet");
    expect(shown()).not.toContain("Lookups");
  });

  it("says so where nothing is shared", async () => {
    await show([]);
    expect(shown()).toContain("none of its cameras is shared with you");
  });

  it("shows only the parts and places that are asked for", async () => {
    await show([ACCOUNT], { show: ["here"], places: ["gate"] });
    expect(shown()).toContain("Nobody");
    expect(shown()).not.toContain("Latest visits");
    expect(home.asked.filter(({ type }) => type === "plate_recognizer/visits/list")).toEqual([]);
  });

  it("asks again for visits when its options change", async () => {
    await show([ACCOUNT]);
    card.setConfig({ ...CARD, visits: 3 });
    await settled();
    expect(home.asked.at(-1)).toMatchObject({ config_entry_id: "entry", limit: 3 });
  });

  it("offers no naming to those who may not, and for masked plates to nobody", async () => {
    await show([{ ...ACCOUNT, may_edit: false }]);
    expect(shown()).not.toContain("Give it a name");
    home.tell({ accounts: [{ ...ACCOUNT, places: [{ place: "Driveway", here: [{ ...VISIT, is_masked: true }] }] }] });
    await settled();
    expect(shown()).not.toContain("Give it a name");
    home.tell({ accounts: [ACCOUNT] });
    await settled();
    expect(shown()).toContain("Give it a name");
  });

  it("scans, and says what went wrong in an alert", async () => {
    await show([ACCOUNT]);
    home.callService.mockRejectedValueOnce({ message: "The camera is off" });
    card.shadowRoot!.querySelector<HTMLButtonElement>("li.camera button")!.click();
    await settled();
    const [domain, service, , target] = home.callService.mock.calls[0] as unknown[];
    expect([domain, service, target]).toEqual([
      "image_processing",
      "scan",
      { entity_id: "image_processing.driveway" },
    ]);
    expect(card.shadowRoot!.querySelector("[role=alert]")?.textContent).toBe("The camera is off");
  });

  it("says an error of the integration in the language of who looks", async () => {
    await show([ACCOUNT]);
    home.callService.mockRejectedValueOnce({
      message: "whatever",
      translation_domain: "plate_recognizer",
      translation_key: "camera_unknown",
      translation_placeholders: { camera: "Gate" },
    });
    card.shadowRoot!.querySelector<HTMLButtonElement>("li.camera button")!.click();
    await settled();
    const said = card.shadowRoot!.querySelector("[role=alert]")?.textContent;
    expect(said).toBe(texts.exceptions.camera_unknown.message.replace("{camera}", "Gate"));
  });

  it("says in an alert that it can't be told anything", async () => {
    home.subscribed.mockRejectedValueOnce({ message: "Unknown command." });
    await show([ACCOUNT]);
    const said = card.shadowRoot!.querySelector("[role=alert]")?.textContent;
    expect(said).toBe("Unknown command.");
    expect(shown()).not.toContain("Loading");
  });

  it("says what it waits for while Home Assistant starts, and raises no alert", async () => {
    home.subscribed.mockRejectedValueOnce({ code: "unknown_command", message: "Unknown command." });
    card.setConfig(CARD);
    card.hass = home.hass;
    document.body.append(card);
    await settled();
    expect(card.shadowRoot!.querySelector("[role=status]")?.textContent).toBe(
      texts.common.card_starting,
    );
    expect(card.shadowRoot!.querySelector("[role=alert]")).toBeNull();
  });

  it("is told no more once it is taken away", async () => {
    await show([ACCOUNT]);
    expect(home.ended).not.toHaveBeenCalled();
    card.remove();
    await settled();
    expect(home.ended).toHaveBeenCalledOnce();
  });
});

describe("the dialog that names a stranger", () => {
  const HINT = texts.common.card_name_known.replaceAll("{plate}", "FT482KX");

  const ask = async (label: string): Promise<ShadowRoot> => {
    await show([ACCOUNT], { show: ["here"] });
    const row = card.shadowRoot!.querySelector("plate-recognizer-visit")!.shadowRoot!;
    const buttons = [...row.querySelectorAll<HTMLButtonElement>("button")];
    buttons.find(({ textContent }) => textContent?.trim() === label)!.click();
    await settled();
    return card.shadowRoot!.querySelector("plate-recognizer-name")!.shadowRoot!;
  };
  const type = async (dialog: ShadowRoot, name: string): Promise<string> => {
    const input = dialog.querySelector("input")!;
    input.value = name;
    input.dispatchEvent(new Event("input"));
    await settled();
    return textOf(dialog.querySelector("[role=status]")!).trim();
  };

  it.each(["Anna's car", " ANNA'S CAR ", "The old van"])(
    "says that %s is there already, and becomes another one",
    async (name) => {
      const dialog = await ask("Give it a name");
      expect(await type(dialog, name)).toBe(HINT);
      expect(await type(dialog, `${name}s`)).toBe("");
    },
  );

  it.each(["", "Anna", "Gate", "Carol's car"])("says nothing of %o", async (name) => {
    expect(await type(await ask("Give it a name"), name)).toBe("");
  });

  it("says so of the plate that it suggests, too, and forgets it for the next question", async () => {
    home.hass.devices.guest = device("FT482KX");
    const status = (dialog: ShadowRoot): string => textOf(dialog.querySelector("[role=status]")!).trim();
    expect(status(await ask("Let in today"))).toBe(HINT);
    expect(status(await ask("Give it a name"))).toBe("");
  });

  it("lets one do it all the same", async () => {
    const dialog = await ask("Give it a name");
    await type(dialog, "Anna's car");
    dialog.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
    await settled();
    expect(home.callService.mock.calls[0]?.slice(0, 3)).toEqual([
      "plate_recognizer",
      "add_vehicle",
      { config_entry_id: "entry", name: "Anna's car", plates: ["FT482KX"] },
    ]);
  });
});

describe("its options", () => {
  it.each([0, 51, 2.5])("refuse %s visits", (visits) => {
    expect(() => card.setConfig({ ...CARD, visits })).toThrow("1–50");
  });

  it("refuse a part that there is none of", () => {
    expect(() => card.setConfig({ ...CARD, show: ["weather" as "here"] })).toThrow("weather?");
  });
});
