/** Rectangles in per cent of a picture: how they are drawn, moved and sized. Nothing else. */
import type { Area } from "../types";

export type Edge = keyof Area;
export type Corner = "nw" | "ne" | "sw" | "se";
export interface Point {
  x: number;
  y: number;
}

export const WHOLE: Area = { left: 0, top: 0, right: 100, bottom: 100 };
/** Per cent: less can't be taken hold of. */
export const SMALLEST = 1;

const TENTHS = 10;
const rounded = (value: number): number => Math.round(value * TENTHS) / TENTHS;
const within = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** The rectangle between two points, wherever the second one lies; null if it is none yet. */
export const between = (one: Point, other: Point): Area | null => {
  const [left, right] = [one.x, other.x].map((x) => rounded(within(x, 0, 100))).sort(ascending);
  const [top, bottom] = [one.y, other.y].map((y) => rounded(within(y, 0, 100))).sort(ascending);
  const area = { left: left!, top: top!, right: right!, bottom: bottom! };
  return area.right - area.left < SMALLEST || area.bottom - area.top < SMALLEST ? null : area;
};

const ascending = (one: number, other: number): number => one - other;

/** The same rectangle elsewhere; at the picture's edge it stops. */
export const moved = (area: Area, by: Point): Area => {
  const x = within(by.x, -area.left, 100 - area.right);
  const y = within(by.y, -area.top, 100 - area.bottom);
  return {
    left: rounded(area.left + x),
    top: rounded(area.top + y),
    right: rounded(area.right + x),
    bottom: rounded(area.bottom + y),
  };
};

/** The rectangle with one corner somewhere else: it never turns over. */
export const stretched = (area: Area, corner: Corner, to: Point): Area => {
  const isNorth = corner.startsWith("n");
  const isWest = corner.endsWith("w");
  return {
    left: isWest ? rounded(within(to.x, 0, area.right - SMALLEST)) : area.left,
    right: isWest ? area.right : rounded(within(to.x, area.left + SMALLEST, 100)),
    top: isNorth ? rounded(within(to.y, 0, area.bottom - SMALLEST)) : area.top,
    bottom: isNorth ? area.bottom : rounded(within(to.y, area.top + SMALLEST, 100)),
  };
};

/** The rectangle with one edge at a number that somebody typed. */
export const withEdge = (area: Area, edge: Edge, to: number): Area => {
  const limits: Record<Edge, [number, number]> = {
    left: [0, area.right - SMALLEST],
    top: [0, area.bottom - SMALLEST],
    right: [area.left + SMALLEST, 100],
    bottom: [area.top + SMALLEST, 100],
  };
  return { ...area, [edge]: rounded(within(to, ...limits[edge])) };
};

/** What an arrow key does: it moves, or with the shift key sizes. */
export const pressed = (area: Area, key: string, isSizing: boolean): Area | null => {
  const step: Record<string, Point> = {
    ArrowLeft: { x: -1, y: 0 },
    ArrowRight: { x: 1, y: 0 },
    ArrowUp: { x: 0, y: -1 },
    ArrowDown: { x: 0, y: 1 },
  };
  const by = step[key];
  if (by === undefined) {
    return null;
  }
  return isSizing
    ? stretched(area, "se", { x: area.right + by.x, y: area.bottom + by.y })
    : moved(area, by);
};

export const isWhole = (area: Area | null): boolean =>
  area === null || (Object.keys(WHOLE) as Edge[]).every((edge) => area[edge] === WHOLE[edge]);
