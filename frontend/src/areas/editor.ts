/** Zone and masks, drawn on a picture of the camera. Each can be typed as numbers, too. */
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { shared } from "../styles";
import type { Texts } from "../texts";
import type { Area, Areas } from "../types";
import { between, type Corner, type Edge, isWhole, moved, type Point, pressed, stretched, WHOLE, withEdge } from "./model";

const EDGES: readonly Edge[] = ["left", "top", "right", "bottom"];
const CORNERS: readonly Corner[] = ["nw", "ne", "sw", "se"];
/** As many as the form takes. */
export const MOST_MASKS = 20;

/** The zone is number 0; masks follow. */
interface Hold {
  index: number;
  from: Point;
  before: Area;
  corner?: Corner;
}

@customElement("plate-recognizer-areas")
export class AreasEditor extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) areas!: Areas;
  @state() private zone: Area = WHOLE;
  @state() private masks: Area[] = [];
  @state() private chosen = 0;
  @state() private drawsMask = false;
  @query(".picture") private picture!: HTMLElement;
  private hold: Hold | undefined;
  /** What is being drawn; the one that has the focus may be another. */
  private drawing: { index: number; from: Point } | undefined;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("areas")) {
      this.zone = this.areas.zone ?? WHOLE;
      this.masks = this.areas.masks;
      this.chosen = 0;
    }
  }

  /** As they are stored: no zone where it is the whole picture. */
  get drawn(): { zone: Area | null; masks: Area[] } {
    return { zone: isWhole(this.zone) ? null : this.zone, masks: this.masks };
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .picture {
        position: relative;
        touch-action: none;
        line-height: 0;
        cursor: crosshair;
      }
      .picture img {
        width: 100%;
        height: auto;
        border-radius: 8px;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      .outside {
        fill: rgb(0 0 0 / 55%);
        pointer-events: none;
      }
      rect.area {
        fill: transparent;
        stroke: #fff;
        stroke-width: 3;
        vector-effect: non-scaling-stroke;
        paint-order: stroke;
        cursor: move;
      }
      rect.mask {
        fill: rgb(200 0 60 / 55%);
      }
      rect.chosen {
        stroke: #ffeb3b;
        stroke-width: 4;
      }
      /* An outline is in per cent of the picture, too: as thick as a wall. */
      rect.area:focus,
      rect.area:focus-visible {
        outline: none;
      }
      rect.area:focus-visible {
        stroke: #ffeb3b;
        stroke-width: 6;
        stroke-dasharray: 12 4;
      }
      /* As large as a finger needs; seen is only the dot in it. */
      .corner {
        position: absolute;
        width: 32px;
        height: 32px;
        transform: translate(-50%, -50%);
        display: grid;
        place-items: center;
        cursor: nwse-resize;
      }
      .corner[data-corner="ne"],
      .corner[data-corner="sw"] {
        cursor: nesw-resize;
      }
      .corner::after {
        content: "";
        width: 12px;
        height: 12px;
        border-radius: 50%;
        background: #ffeb3b;
        border: 1px solid #000;
        pointer-events: none;
      }
      fieldset {
        border: 1px solid var(--line);
        border-radius: 8px;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
        gap: 8px;
        align-items: end;
        margin: 0;
        min-width: 0;
      }
      label {
        display: grid;
        font-size: 0.9rem;
      }
      input {
        width: 100%;
      }
    `,
  ];

  override render() {
    const { texts, areas } = this;
    return html`<p id="help" class="quiet">${texts.say("areas_help")}</p>
      <div
        class="picture"
        @pointerdown=${this.press}
        @pointermove=${this.move}
        @pointerup=${this.release}
        @pointercancel=${this.release}
      >
        <img src=${areas.picture} alt=${texts.say("areas_picture", { camera: areas.camera })} draggable="false" />
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="group"
          aria-describedby="help"
          aria-label=${texts.say("areas_picture", { camera: areas.camera })}
        >
          <path class="outside" fill-rule="evenodd" d=${outside(this.zone)}></path>
          ${this.all.map((area, index) => this.rectangle(area, index))}
        </svg>
        ${this.corners()}
      </div>
      <div class="actions">
        <button
          aria-pressed=${this.drawsMask}
          ?disabled=${this.masks.length >= MOST_MASKS}
          @click=${() => (this.drawsMask = !this.drawsMask)}
        >
          ${texts.say("areas_draw_mask")}
        </button>
        <button ?disabled=${this.masks.length >= MOST_MASKS} @click=${this.addMask}>
          ${texts.say("areas_add_mask")}
        </button>
        <button @click=${() => this.put(0, WHOLE)}>${texts.say("areas_whole")}</button>
      </div>
      ${this.all.map((area, index) => this.numbers(area, index))}`;
  }

  private get all(): Area[] {
    return [this.zone, ...this.masks];
  }

  private nameOf(index: number): string {
    return index === 0
      ? this.texts.say("areas_zone")
      : this.texts.say("areas_mask", { number: index });
  }

  private rectangle(area: Area, index: number) {
    const kind = index === 0 ? "zone" : "mask";
    return svg`<rect
      class="area ${kind} ${index === this.chosen ? "chosen" : ""}"
      x=${area.left} y=${area.top} width=${area.right - area.left} height=${area.bottom - area.top}
      tabindex="0" role="button" aria-label=${this.described(area, index)} data-index=${index}
      @keydown=${(event: KeyboardEvent) => this.key(event, index)}
      @focus=${() => (this.chosen = index)}
    ></rect>`;
  }

  private described(area: Area, index: number): string {
    return this.texts.say("areas_described", { ...area, name: this.nameOf(index) });
  }

  private corners() {
    const area = this.all[this.chosen];
    if (area === undefined || this.drawsMask) {
      return nothing;
    }
    return CORNERS.map(
      (corner) => html`<div
        class="corner"
        data-corner=${corner}
        style=${styleMap({
          left: `${corner.endsWith("w") ? area.left : area.right}%`,
          top: `${corner.startsWith("n") ? area.top : area.bottom}%`,
        })}
      ></div>`,
    );
  }

  private numbers(area: Area, index: number) {
    const { texts } = this;
    return html`<fieldset>
      <legend>${this.nameOf(index)}</legend>
      ${EDGES.map(
        (edge) => html`<label>
          ${texts.say(`areas_${edge}`)}
          <input
            type="number"
            min="0"
            max="100"
            step="0.1"
            .value=${String(area[edge])}
            @change=${(event: Event) => {
              const typed = (event.target as HTMLInputElement).valueAsNumber;
              if (!Number.isNaN(typed)) {
                this.put(index, withEdge(area, edge, typed));
              }
              this.requestUpdate();
            }}
          />
        </label>`,
      )}
      ${index === 0
        ? nothing
        : html`<button
            aria-label=${texts.say("areas_remove_mask", { number: index })}
            @click=${() => this.removeMask(index)}
          >
            ${texts.say("areas_remove")}
          </button>`}
    </fieldset>`;
  }

  private put(index: number, area: Area): void {
    if (index === 0) {
      this.zone = area;
    } else {
      this.masks = this.masks.map((mask, each) => (each === index - 1 ? area : mask));
    }
  }

  private addMask(): void {
    this.masks = [...this.masks, { left: 40, top: 40, right: 60, bottom: 60 }];
    this.chosen = this.masks.length;
  }

  private removeMask(index: number): void {
    this.masks = this.masks.filter((_, each) => each !== index - 1);
    this.chosen = 0;
  }

  private at(event: PointerEvent): Point {
    const box = this.picture.getBoundingClientRect();
    return {
      x: (100 * (event.clientX - box.left)) / box.width,
      y: (100 * (event.clientY - box.top)) / box.height,
    };
  }

  private press(event: PointerEvent): void {
    const { index, corner } = (event.target as HTMLElement | SVGElement).dataset;
    const from = this.at(event);
    this.picture.setPointerCapture(event.pointerId);
    if (corner !== undefined) {
      const before = this.all[this.chosen]!;
      this.hold = { index: this.chosen, from, before, corner: corner as Corner };
    } else if (!this.drawsMask && index !== undefined && !isWhole(this.all[Number(index)]!)) {
      this.chosen = Number(index);
      this.hold = { index: this.chosen, from, before: this.all[this.chosen]! };
    } else {
      this.drawing = { index: this.drawsMask ? this.masks.length + 1 : 0, from };
    }
  }

  private move(event: PointerEvent): void {
    const to = this.at(event);
    if (this.hold !== undefined) {
      const { index, from, before, corner } = this.hold;
      const by = { x: to.x - from.x, y: to.y - from.y };
      this.put(index, corner ? stretched(before, corner, to) : moved(before, by));
    } else if (this.drawing !== undefined) {
      const area = between(this.drawing.from, to);
      if (area !== null) {
        this.draw(this.drawing.index, area);
      }
    }
  }

  private draw(index: number, area: Area): void {
    if (index > this.masks.length) {
      this.masks = [...this.masks, area];
    } else {
      this.put(index, area);
    }
    this.chosen = index;
  }

  private release(): void {
    if (this.drawing !== undefined) {
      this.drawsMask = false;
    }
    this.hold = undefined;
    this.drawing = undefined;
  }

  private key(event: KeyboardEvent, index: number): void {
    if ((event.key === "Delete" || event.key === "Backspace") && index > 0) {
      event.preventDefault();
      this.removeMask(index);
      return;
    }
    const area = pressed(this.all[index]!, event.key, event.shiftKey);
    if (area !== null) {
      event.preventDefault();
      this.put(index, area);
    }
  }
}

const outside = ({ left, top, right, bottom }: Area): string =>
  `M0 0H100V100H0Z M${left} ${top}H${right}V${bottom}H${left}Z`;
