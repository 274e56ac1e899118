/** The page of a camera: its zone and masks, and what could be better about its pictures. */
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { getAreas, getCoaching, setAreas } from "../api";
import { shared } from "../styles";
import { Texts } from "../texts";
import type { Areas, Coaching, Hass } from "../types";
import "./editor";
import type { AreasEditor } from "./editor";

interface Refusal {
  code?: string;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

const REFUSED = "invalid_area";

/** Back to where one came from; a page that was opened by its address has no such thing. */
const goBack = (): void =>
  window.history.length > 1 ? window.history.back() : window.location.assign("/");

@customElement("plate-recognizer-panel")
export class CameraPanel extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @state() private texts: Texts | undefined;
  @state() private areas: Areas | undefined;
  @state() private coaching: Coaching | undefined;
  @state() private failure: unknown;
  @state() private isSaved = false;
  @state() private isBusy = false;
  private hasBegun = false;
  @query("plate-recognizer-areas") private editor!: AreasEditor;

  private get wanted(): { account: string; camera: string } {
    const query = new URLSearchParams(window.location.search);
    return { account: query.get("account") ?? "", camera: query.get("camera") ?? "" };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("hass") && this.hass !== undefined && !this.hasBegun) {
      this.hasBegun = true; // once: each change of a state brings another `hass`
      void Texts.load(this.hass).then((texts) => (this.texts = texts));
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const { account, camera } = this.wanted;
    this.failure = undefined;
    this.isSaved = false;
    this.isBusy = true;
    try {
      this.areas = await getAreas(this.hass, account, camera);
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
    // Advice is beside the point: without it, areas can be drawn all the same.
    this.coaching = await getCoaching(this.hass, account, camera).catch(() => undefined);
  }

  private async save(): Promise<void> {
    const { account, camera } = this.wanted;
    this.isBusy = true;
    this.isSaved = false;
    try {
      await setAreas(this.hass, account, camera, this.editor.drawn);
      this.failure = undefined;
      this.isSaved = true;
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  private reasonOf(error: unknown, texts: Texts): string {
    const { code, translation_key: key, translation_placeholders: values } = error as Refusal;
    return code === REFUSED && key !== undefined
      ? texts.areaError(key, values)
      : texts.failure(error);
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        height: 100%;
        overflow: auto;
        background: var(--primary-background-color, #fafafa);
      }
      main {
        max-width: 960px;
        margin: 0 auto;
        padding: 16px;
        display: grid;
        gap: 16px;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 400;
        margin: 0;
      }
      section {
        display: grid;
        gap: 8px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        gap: 8px;
        padding: 8px 0;
      }
      li img {
        display: block;
        max-width: 640px;
        width: 100%;
        border-radius: 8px;
      }
    `,
  ];

  override render() {
    const { texts, areas } = this;
    if (texts === undefined) {
      return nothing;
    }
    return html`<main>
      <div><button @click=${goBack}>${texts.say("back")}</button></div>
      <h1>${areas ? texts.say("areas_title", { camera: areas.camera }) : texts.say("areas")}</h1>
      ${this.failure ? html`<p class="error" role="alert">${this.reasonOf(this.failure, texts)}</p>` : nothing}
      ${areas
        ? html`<plate-recognizer-areas .texts=${texts} .areas=${areas}></plate-recognizer-areas>
            <div class="actions">
              <button class="main" ?disabled=${this.isBusy} @click=${this.save}>
                ${texts.say("save")}
              </button>
              <button ?disabled=${this.isBusy} @click=${this.load}>
                ${texts.say("areas_new_picture")}
              </button>
            </div>
            <p role="status">${this.isSaved ? texts.say("areas_saved") : ""}</p>`
        : this.failure
          ? nothing
          : html`<p role="status">${texts.say("loading")}</p>`}
      ${this.coaching ? this.coach(this.coaching, texts) : nothing}
    </main>`;
  }

  private coach(coaching: Coaching, texts: Texts) {
    return html`<section>
      <h2>${texts.say("coach")}</h2>
      <p class="quiet">${texts.say("coach_based_on", { count: coaching.sightings })}</p>
      <ul>
        ${coaching.advice.map(
          (advice) => html`<li>
            <span>${texts.say(`coach_${advice.key}`, advice.values)}</span>
            ${advice.picture ? this.example(advice.picture, texts) : nothing}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  /** What is wrong with a plate is seen on the whole picture only, as large as it is. */
  private example(picture: string, texts: Texts) {
    return html`<a href=${picture} target="_blank" rel="noopener"
      ><img src=${picture} alt=${texts.say("coach_picture")} loading="lazy"
    /></a>`;
  }
}
