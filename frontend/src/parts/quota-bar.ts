/** How many lookups are used, and whether they last. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { shared } from "../styles";
import type { Texts } from "../texts";
import { dateOf } from "../times";
import type { Hass, Quota } from "../types";

@customElement("plate-recognizer-quota")
export class QuotaBar extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) quota!: Quota;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 4px;
      }
      .bar {
        height: 12px;
        border-radius: 6px;
        border: 1px solid var(--quiet);
        overflow: hidden;
      }
      .used {
        height: 100%;
        background: var(--primary-color, #03a9f4);
      }
      .low,
      .used_up {
        background: var(--error-color, #db4437);
      }
    `,
  ];

  override render() {
    const { quota, texts, hass } = this;
    const number = new Intl.NumberFormat(hass.locale.language);
    const share = quota.limit ? Math.min(100, (100 * quota.used) / quota.limit) : 100;
    const words = texts.say("quota_used", {
      used: number.format(quota.used),
      limit: number.format(quota.limit),
      left: number.format(quota.left),
    });
    return html`<h3 id="quota">${texts.say("quota")}</h3>
      <div
        class="bar"
        role="progressbar"
        aria-labelledby="quota"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(share)}
        aria-valuetext=${words}
      >
        <div class="used ${quota.state}" style="width: ${share}%"></div>
      </div>
      <p>${words}</p>
      ${this.forecast ? html`<p class="quiet">${this.forecast}</p>` : nothing}`;
  }

  private get forecast(): string {
    const { quota, texts, hass } = this;
    if (quota.state === "used_up") {
      return texts.say("quota_used_up");
    }
    if (quota.runs_out_at !== null) {
      return texts.say("quota_runs_out", { day: dateOf(quota.runs_out_at, hass) });
    }
    return quota.resets_at === null
      ? ""
      : texts.say("quota_resets", { day: dateOf(quota.resets_at, hass) });
  }
}
