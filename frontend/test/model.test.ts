import { describe, expect, it } from "vitest";
import { between, isWhole, moved, pressed, SMALLEST, stretched, WHOLE, withEdge } from "../src/areas/model";

const AREA = { left: 20, top: 30, right: 60, bottom: 80 };

describe("a rectangle", () => {
  it("is drawn from any corner to any other", () => {
    const drawn = { left: 10, top: 20, right: 30, bottom: 40 };
    expect(between({ x: 10, y: 20 }, { x: 30, y: 40 })).toEqual(drawn);
    expect(between({ x: 30, y: 40 }, { x: 10, y: 20 })).toEqual(drawn);
    expect(between({ x: 10, y: 40 }, { x: 30, y: 20 })).toEqual(drawn);
  });

  it("ends at the picture's edge, however far somebody drags", () => {
    expect(between({ x: 50, y: 50 }, { x: 250, y: -90 })).toEqual({
      left: 50,
      top: 0,
      right: 100,
      bottom: 50,
    });
  });

  it("is none as long as nobody could take hold of it", () => {
    expect(between({ x: 10, y: 10 }, { x: 10 + SMALLEST / 2, y: 90 })).toBeNull();
  });

  it("keeps its size when it is moved, and stops at the edge", () => {
    expect(moved(AREA, { x: 5, y: -10 })).toEqual({ left: 25, top: 20, right: 65, bottom: 70 });
    expect(moved(AREA, { x: -99, y: 99 })).toEqual({ left: 0, top: 50, right: 40, bottom: 100 });
  });

  it("is sized by each corner, and never turns over", () => {
    expect(stretched(AREA, "nw", { x: 10, y: 10 })).toEqual({ ...AREA, left: 10, top: 10 });
    expect(stretched(AREA, "se", { x: 70, y: 90 })).toEqual({ ...AREA, right: 70, bottom: 90 });
    expect(stretched(AREA, "ne", { x: 0, y: 99 })).toEqual({
      ...AREA,
      right: AREA.left + SMALLEST,
      top: AREA.bottom - SMALLEST,
    });
    expect(stretched(AREA, "sw", { x: 99, y: 0 })).toEqual({
      ...AREA,
      left: AREA.right - SMALLEST,
      bottom: AREA.top + SMALLEST,
    });
  });

  it("takes a typed number as far as it leaves a rectangle", () => {
    expect(withEdge(AREA, "left", 33.33)).toEqual({ ...AREA, left: 33.3 });
    expect(withEdge(AREA, "left", 99)).toEqual({ ...AREA, left: AREA.right - SMALLEST });
    expect(withEdge(AREA, "bottom", 400)).toEqual({ ...AREA, bottom: 100 });
  });

  it("obeys the arrow keys, and no others", () => {
    expect(pressed(AREA, "ArrowLeft", false)).toEqual({ ...AREA, left: 19, right: 59 });
    expect(pressed(AREA, "ArrowDown", true)).toEqual({ ...AREA, bottom: 81 });
    expect(pressed(AREA, "Enter", false)).toBeNull();
  });

  it("is the whole picture where nothing is left out", () => {
    expect(isWhole(null)).toBe(true);
    expect(isWhole(WHOLE)).toBe(true);
    expect(isWhole(AREA)).toBe(false);
  });
});
