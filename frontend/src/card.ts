/** The driveway at a glance: who is here, who came, how far the lookups go. */
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { listVisits, scan, subscribeOverview } from "./api";
import { KeptSubscription } from "./kept-subscription";
import "./parts/name-dialog";
import type { NameDialog, Question } from "./parts/name-dialog";
import "./parts/quota-bar";
import "./parts/visit-row";
import { shared } from "./styles";
import { isNotThereYet, Texts } from "./texts";
import { timeOf } from "./times";
import { type Account, type Camera, type CardConfig, type Hass, type Overview, type Part, PARTS, type Visit } from "./types";

const MOST_VISITS = 50;
const VISITS = 10;
const MINUTE = 60_000;

const pageOf = (account: Account, camera: Camera): string => {
  const which = { account: account.config_entry_id, camera: camera.subentry_id };
  return `/plate-recognizer?${new URLSearchParams(which).toString()}`;
};

const sameText = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();

@customElement("plate-recognizer-card")
export class PlateRecognizerCard extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @state() private config: CardConfig | undefined;
  @state() private texts: Texts | undefined;
  @state() private overview: Overview | undefined;
  @state() private visits: Record<string, Visit[]> = {};
  @state() private now = new Date();
  @state() private failure: unknown;
  @state() private scanning = new Set<string>();
  @query("plate-recognizer-name") private nameDialog!: NameDialog;

  private subscription: KeptSubscription | undefined;
  private language: string | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  static getStubConfig(): Partial<CardConfig> {
    return { show: [...PARTS] };
  }

  static async getConfigElement(): Promise<HTMLElement> {
    await import("./card-editor");
    return document.createElement("plate-recognizer-card-editor");
  }

  setConfig(config: CardConfig): void {
    const { visits, show } = config;
    if (visits !== undefined && !(Number.isInteger(visits) && visits >= 1 && visits <= MOST_VISITS)) {
      throw new Error(`visits: 1–${MOST_VISITS}`);
    }
    const unknown = show?.filter((part) => !PARTS.includes(part)) ?? [];
    if (unknown.length > 0) {
      throw new Error(`show: ${PARTS.join(", ")} (${unknown.join(", ")}?)`);
    }
    const isOther = this.config?.config_entry_id !== config.config_entry_id;
    this.config = config;
    if (isOther && this.subscription !== undefined) {
      this.stop();
      this.start();
    } else if (this.overview !== undefined) {
      void this.loadVisits(this.overview);
    }
  }

  getCardSize(): number {
    return 3 + (this.shows("timeline") ? Math.min(this.most, 10) : 0);
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = setInterval(() => (this.now = new Date()), MINUTE);
    if (this.hass !== undefined) {
      this.start();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    this.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("hass") && this.hass !== undefined && this.hass.language !== this.language) {
      const { language } = this.hass;
      void Texts.load(this.hass)
        .then((texts) => {
          this.texts = texts;
          this.language = language;
        })
        .catch(() => undefined); // asked again with the next change of a state
    }
    if (changed.has("hass") && this.isConnected && this.subscription === undefined) {
      this.start();
    }
  }

  private start(): void {
    const { config } = this;
    if (config === undefined || this.subscription !== undefined) {
      return;
    }
    const tell = (overview: Overview): void => {
      this.overview = overview;
      this.failure = undefined;
      void this.loadVisits(overview);
    };
    this.subscription = new KeptSubscription(
      this.hass.connection,
      () => subscribeOverview(this.hass, config, tell),
      (error) => (this.failure = error),
    );
  }

  private stop(): void {
    this.subscription?.stop();
    this.subscription = undefined;
  }

  private async loadVisits(overview: Overview): Promise<void> {
    if (!this.shows("timeline")) {
      return;
    }
    const { places } = this.config!;
    const wanted = { limit: this.most, ...(places?.length ? { places } : {}) };
    try {
      const pages = await Promise.all(
        overview.accounts.map(async ({ config_entry_id: id }) => {
          const { visits } = await listVisits(this.hass, id, wanted);
          return [id, visits] as const;
        }),
      );
      if (overview === this.overview) {
        this.visits = Object.fromEntries(pages);
      }
    } catch (error) {
      this.failure = error;
    }
  }

  private get most(): number {
    return this.config?.visits ?? VISITS;
  }

  private shows(part: Part): boolean {
    return (this.config?.show ?? PARTS).includes(part);
  }

  private isShown(place: string): boolean {
    const places = this.config?.places;
    return !places?.length || places.some((each) => sameText(each, place));
  }

  static override styles = [
    shared,
    css`
      ha-card {
        padding: 16px;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        height: 100%;
        box-sizing: border-box;
        align-content: start;
        overflow: auto;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      li.camera {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        align-items: center;
        padding: 8px 0;
      }
      li.camera > span {
        flex: 1 1 180px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    const { config, texts, overview } = this;
    if (config === undefined || texts === undefined) {
      return nothing;
    }
    return html`<ha-card @name-stranger=${this.name}>
        ${config.title ? html`<h2>${config.title}</h2>` : nothing}
        ${this.failure ? this.problem(this.failure, texts) : nothing}
        ${overview === undefined
          ? this.failure
            ? nothing
            : html`<p class="quiet" role="status">${texts.say("loading")}</p>`
          : overview.accounts.length === 0
            ? html`<p>${texts.say("nothing_shared")}</p>`
            : overview.accounts.map((account) => this.account(account, texts))}
      </ha-card>
      <plate-recognizer-name .hass=${this.hass} .texts=${texts}></plate-recognizer-name>`;
  }

  private problem(failure: unknown, texts: Texts) {
    return isNotThereYet(failure)
      ? html`<p class="quiet" role="status">${texts.say("starting")}</p>`
      : html`<p class="error" role="alert">${texts.failure(failure)}</p>`;
  }

  private account(account: Account, texts: Texts) {
    const isOnly = this.overview?.accounts.length === 1;
    return html`${isOnly ? nothing : html`<h2>${account.title}</h2>`}
      ${this.shows("here") ? this.here(account, texts) : nothing}
      ${this.shows("timeline") ? this.timeline(account, texts) : nothing}
      ${this.shows("quota") && account.quota
        ? html`<section>
            <plate-recognizer-quota
              .hass=${this.hass}
              .texts=${texts}
              .quota=${account.quota}
            ></plate-recognizer-quota>
          </section>`
        : nothing}
      ${this.shows("cameras") ? this.cameras(account, texts) : nothing}`;
  }

  private here(account: Account, texts: Texts) {
    const here = account.places
      .filter(({ place }) => this.isShown(place))
      .flatMap((place) => place.here);
    return html`<section aria-live="polite">
      <h3>${texts.say("here")}</h3>
      ${here.length === 0
        ? html`<p class="quiet">${texts.say("nobody_here")}</p>`
        : this.list(here, account, texts)}
    </section>`;
  }

  private timeline(account: Account, texts: Texts) {
    // What is kept of a visit that goes on is from its beginning: who it is may be known by now.
    const open = new Map(
      account.places.flatMap(({ here }) => here.map((visit) => [visit.visit_id, visit] as const)),
    );
    const visits = this.visits[account.config_entry_id]?.map(
      (visit) => open.get(visit.visit_id) ?? visit,
    );
    return html`<section>
      <h3>${texts.say("timeline")}</h3>
      ${visits === undefined
        ? html`<p class="quiet">${texts.say("loading")}</p>`
        : visits.length === 0
          ? html`<p class="quiet">${texts.say("no_visits")}</p>`
          : this.list(visits, account, texts)}
    </section>`;
  }

  private list(visits: Visit[], account: Account, texts: Texts) {
    return html`<ul>
      ${repeat(
        visits,
        ({ visit_id: id }) => id,
        (visit) => html`<li>
          <plate-recognizer-visit
            .hass=${this.hass}
            .texts=${texts}
            .visit=${visit}
            .now=${this.now}
            .mayEdit=${account.may_edit}
            data-entry=${account.config_entry_id}
          ></plate-recognizer-visit>
        </li>`,
      )}
    </ul>`;
  }

  private cameras(account: Account, texts: Texts) {
    const cameras = account.cameras.filter(({ place }) => this.isShown(place));
    return html`<section>
      <h3>${texts.say("cameras")}</h3>
      <ul>
        ${cameras.map((camera) => this.camera(camera, account, texts))}
      </ul>
    </section>`;
  }

  private camera(camera: Camera, account: Account, texts: Texts) {
    const { decision } = camera;
    const name = { camera: camera.name };
    return html`<li class="camera">
      <span>
        ${camera.name}<br />
        <span class="quiet">
          ${decision
            ? `${texts.decision(decision.reason)}, ${timeOf(decision.at, this.now, this.hass)}`
            : texts.say("no_decision")}
        </span>
      </span>
      <span class="actions">
        ${camera.scan_entity_id && camera.scanning !== null
          ? html`<button
              aria-label=${texts.say("scan_camera", name)}
              ?disabled=${this.scanning.has(camera.subentry_id)}
              @click=${() => this.scan(camera)}
            >
              ${texts.say("scan")}
            </button>`
          : nothing}
        ${account.may_edit && camera.scanning !== null
          ? html`<a
              class="button"
              href=${pageOf(account, camera)}
              aria-label=${texts.say("areas_of", name)}
              >${texts.say("areas")}</a
            >`
          : nothing}
      </span>
    </li>`;
  }

  private async scan(camera: Camera): Promise<void> {
    this.scanning = new Set(this.scanning).add(camera.subentry_id);
    try {
      await scan(this.hass, camera.scan_entity_id!);
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      const left = new Set(this.scanning);
      left.delete(camera.subentry_id);
      this.scanning = left;
    }
  }

  private name(event: CustomEvent<Pick<Question, "visit" | "how">>): void {
    const row = event.composedPath().find((each) => each instanceof HTMLElement && each.dataset.entry);
    const configEntryId = (row as HTMLElement).dataset.entry!;
    void this.nameDialog.ask({ ...event.detail, configEntryId });
  }
}
