/** Asks for a stranger's name, and has it known by that. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { nameStranger } from "../api";
import { isKnownName } from "../known-names";
import { shared } from "../styles";
import type { Texts } from "../texts";
import { endOfToday } from "../times";
import type { Hass, Visit } from "../types";

export interface Question {
  configEntryId: string;
  visit: Visit;
  how: "name" | "today";
}

@customElement("plate-recognizer-name")
export class NameDialog extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @property({ attribute: false }) texts!: Texts;
  @state() private question: Question | undefined;
  @state() private typed = "";
  @state() private failure = "";
  @state() private isBusy = false;
  @query("dialog") private dialog!: HTMLDialogElement;
  @query("input") private input!: HTMLInputElement;

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 16px;
      }
      label {
        display: grid;
        gap: 4px;
      }
      /* There all the time, so that who can't see it is told of what comes into it. */
      .hint:empty {
        margin-top: -16px;
      }
    `,
  ];

  async ask(question: Question): Promise<void> {
    this.question = question;
    this.failure = "";
    await this.updateComplete;
    this.dialog.showModal();
    this.typed = question.how === "today" ? (question.visit.plate ?? "") : "";
    this.input.value = this.typed;
    this.input.focus();
  }

  override render() {
    const { question, texts } = this;
    if (question === undefined) {
      return nothing;
    }
    const plate = question.visit.plate ?? "";
    const isToday = question.how === "today";
    const isKnown = isKnownName(this.hass, question.configEntryId, this.typed);
    return html`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.submit}>
        <h2 id="title">${texts.say(isToday ? "let_in_title" : "name_title", { plate })}</h2>
        <p>${texts.say(isToday ? "let_in_text" : "name_text", { plate })}</p>
        <label>
          ${texts.say("name")}
          <input required maxlength="100" autocomplete="off" @input=${this.type} />
        </label>
        <p class="hint" role="status">${isKnown ? texts.say("name_known", { plate }) : nothing}</p>
        ${this.failure ? html`<p class="error" role="alert">${this.failure}</p>` : nothing}
        <div class="actions">
          <button class="main" type="submit" ?disabled=${this.isBusy}>
            ${texts.say(isToday ? "let_in" : "save")}
          </button>
          <button type="button" @click=${() => this.dialog.close()}>${texts.say("cancel")}</button>
        </div>
      </form>
    </dialog>`;
  }

  private type(): void {
    this.typed = this.input.value;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { question } = this;
    if (question === undefined || this.isBusy) {
      return;
    }
    this.isBusy = true;
    try {
      const until = question.how === "today" ? endOfToday(new Date(), this.hass) : undefined;
      const name = this.input.value.trim();
      await nameStranger(this.hass, question.configEntryId, question.visit, name, until);
      this.dialog.close();
    } catch (error) {
      this.failure = this.texts.failure(error);
    } finally {
      this.isBusy = false;
    }
  }
}
