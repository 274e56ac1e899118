/** One visit: picture, who it is, the verdict, and when. Opens what is known of it. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { shared } from "../styles";
import { reasonsOf, type Texts, whoIs } from "../texts";
import { spanOf, timeOf } from "../times";
import type { Hass, Visit } from "../types";

@customElement("plate-recognizer-visit")
export class VisitRow extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) visit!: Visit;
  @property({ attribute: false }) now!: Date;
  /** Whether the one who looks may make strangers known. */
  @property({ type: Boolean }) mayEdit = false;

  static override styles = [
    shared,
    css`
      summary {
        display: grid;
        grid-template-columns: 96px minmax(0, 1fr) 16px;
        gap: var(--gap);
        align-items: center;
        cursor: pointer;
        list-style: none;
        padding: 8px 0;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      img,
      .none {
        width: 96px;
        height: 64px;
        object-fit: cover;
        border-radius: 8px;
        background: var(--secondary-background-color, #f0f0f0);
      }
      .none {
        display: grid;
        place-items: center;
        color: var(--quiet);
        font-size: 0.8rem;
        text-align: center;
      }
      .who {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .verdict {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      summary::after {
        content: "";
        width: 8px;
        height: 8px;
        border: solid var(--quiet);
        border-width: 0 2px 2px 0;
        transform: rotate(45deg);
      }
      details[open] summary::after {
        transform: rotate(225deg);
      }
      .status {
        border-radius: 8px;
        border: 1px solid var(--line);
        border-inline-start: 6px solid var(--quiet);
        padding: 0 8px;
        font-size: 0.85rem;
      }
      .known {
        border-inline-start-color: var(--success-color, #43a047);
      }
      .blocked {
        border-inline-start-color: var(--error-color, #db4437);
      }
      .stranger,
      .expired {
        border-inline-start-color: var(--warning-color, #ffa600);
      }
      .more {
        display: grid;
        gap: 8px;
        padding: 0 0 12px;
      }
      .more img {
        width: 100%;
        height: auto;
        max-height: 360px;
        object-fit: contain;
      }
    `,
  ];

  override render() {
    const { visit, texts, hass } = this;
    const ended = visit.ended_at;
    return html`<details>
      <summary>
        ${visit.thumbnail
          ? html`<img src=${visit.thumbnail} alt="" loading="lazy" />`
          : html`<span class="none">${texts.say("no_picture")}</span>`}
        <span>
          <span class="verdict">
            <span class="who">${whoIs(visit, texts)}</span>
            <span class="status ${visit.status}">${texts.status(visit)}</span>
          </span>
          <span class="quiet">
            ${texts.say(ended ? "was_here" : "is_here", {
              place: visit.place,
              time: timeOf(visit.started_at, this.now, hass),
              span: spanOf(visit.started_at, ended ? new Date(ended) : this.now, hass),
            })}
          </span>
        </span>
      </summary>
      <div class="more">
        ${visit.name && visit.plate ? html`<p>${texts.say("plate", { plate: visit.plate })}</p>` : nothing}
        <p>${reasonsOf(visit, texts).join(" ")}</p>
        ${visit.picture
          ? html`<img
              src=${visit.picture}
              alt=${texts.say("picture_of", { who: whoIs(visit, texts) })}
              loading="lazy"
            />`
          : nothing}
        ${this.canBeNamed
          ? html`<div class="actions">
              <button @click=${() => this.ask("name")}>${texts.say("name_it")}</button>
              ${this.visit.sure
                ? html`<button @click=${() => this.ask("today")}>
                    ${texts.say("let_in_today")}
                  </button>`
                : nothing /* for a misreading, the guest would stand outside */}
            </div>`
          : nothing}
      </div>
    </details>`;
  }

  private get canBeNamed(): boolean {
    const { visit } = this;
    return this.mayEdit && visit.status === "stranger" && visit.plate !== null && !visit.is_masked;
  }

  private ask(how: "name" | "today"): void {
    const detail = { visit: this.visit, how };
    this.dispatchEvent(new CustomEvent("name-stranger", { detail, bubbles: true, composed: true }));
  }
}
