/** The integration's own texts, in the language of who looks. */
import type { Hass, Visit } from "./types";

const DOMAIN = "plate_recognizer";
const CATEGORIES = ["common", "entity", "selector", "config_subentries", "exceptions"] as const;

type Values = Record<string, string | number>;

/** What Home Assistant's errors have, whichever way they come. */
interface Told {
  code?: string;
  message?: string;
  translation_domain?: string;
  translation_key?: string;
  translation_placeholders?: Values;
}

const asTold = (error: unknown): Told =>
  (typeof error === "object" && error !== null ? error : {}) as Told;

/** Whether Home Assistant, which has just started, doesn't know the integration's commands yet. */
export const isNotThereYet = (error: unknown): boolean => asTold(error).code === "unknown_command";

/** By language. Asked for once, however many cards there are. */
const asked = new Map<string, Promise<Texts>>();

export class Texts {
  constructor(private readonly resources: Record<string, string>) {}

  /**
   * Asks the backend itself: `hass.loadBackendTranslation` answers who comes second at once,
   * while the texts of who came first are still on their way.
   */
  static load(hass: Hass): Promise<Texts> {
    const { language } = hass;
    let texts = asked.get(language);
    if (texts === undefined) {
      texts = ask(hass, language);
      asked.set(language, texts);
      texts.catch(() => asked.delete(language));
    }
    return texts;
  }

  /** A text of the card. */
  say(key: string, values?: Values): string {
    return this.find(`common.card_${key}`, values);
  }

  status(visit: Visit): string {
    return this.find(`selector.status.options.${visit.status}`);
  }

  decision(reason: string): string {
    return this.find(`entity.sensor.decision.state.${reason}`) || reason;
  }

  /** What the form of a camera says of areas that it refuses. */
  areaError(slug: string, values?: Values): string {
    return this.find(`config_subentries.camera.error.${slug}`, values) || slug;
  }

  /** What went wrong, in this language if the integration said it. */
  failure(error: unknown): string {
    const said = asTold(error);
    const isOurs = said.translation_domain === DOMAIN && said.translation_key !== undefined;
    const path = `exceptions.${said.translation_key}.message`;
    return (
      (isOurs && this.find(path, said.translation_placeholders)) || said.message || String(error)
    );
  }

  private find(path: string, values: Values = {}): string {
    const text = this.resources[`component.${DOMAIN}.${path}`] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  }
}

const ask = async (hass: Hass, language: string): Promise<Texts> => {
  const answers = await Promise.all(
    CATEGORIES.map((category) =>
      hass.callWS<{ resources: Record<string, string> }>({
        type: "frontend/get_translations",
        integration: DOMAIN,
        language,
        category,
      }),
    ),
  );
  return new Texts(Object.assign({}, ...answers.map(({ resources }) => resources)));
};

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
