/** The visual editor of the card's options: Home Assistant's own form. */
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Texts } from "./texts";
import { type CardConfig, type Hass, PARTS } from "./types";

@customElement("plate-recognizer-card-editor")
export class CardEditor extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @state() private config: CardConfig | undefined;
  @state() private texts: Texts | undefined;

  setConfig(config: CardConfig): void {
    this.config = config;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("hass") && this.texts === undefined) {
      void Texts.load(this.hass).then((texts) => (this.texts = texts));
    }
  }

  override render() {
    const { config, texts } = this;
    if (config === undefined || texts === undefined) {
      return nothing;
    }
    return html`<ha-form
      .hass=${this.hass}
      .data=${{ visits: 10, show: [...PARTS], ...config }}
      .schema=${schemaOf(texts)}
      .computeLabel=${({ name }: { name: string }) => texts.say(`option_${name}`)}
      .computeHelper=${({ name }: { name: string }) => texts.say(`option_${name}_help`)}
      @value-changed=${this.changed}
    ></ha-form>`;
  }

  private changed(event: CustomEvent<{ value: CardConfig }>): void {
    const detail = { config: event.detail.value };
    this.dispatchEvent(
      new CustomEvent("config-changed", { detail, bubbles: true, composed: true }),
    );
  }
}

const schemaOf = (texts: Texts): object[] => [
  { name: "title", selector: { text: {} } },
  { name: "config_entry_id", selector: { config_entry: { integration: "plate_recognizer" } } },
  { name: "places", selector: { text: { multiple: true } } },
  {
    name: "show",
    selector: {
      select: {
        multiple: true,
        mode: "list",
        options: PARTS.map((part) => ({ value: part, label: texts.say(part) })),
      },
    },
  },
  { name: "visits", selector: { number: { min: 1, max: 50, mode: "box" } } },
];
