import { describe, expect, it } from "vitest";
import { dateOf, endOfToday, spanOf, timeOf } from "../src/times";

const BERLIN = { locale: { language: "de" }, config: { time_zone: "Europe/Berlin" } };
const BOSTON = {
  locale: { language: "en", time_format: "12" },
  config: { time_zone: "America/New_York" },
};
const NOW = new Date("2026-11-26T20:30:00Z");

describe("a moment", () => {
  it("is told by the home's clock, and as its language writes it", () => {
    expect(timeOf("2026-11-26T19:05:00Z", NOW, BERLIN)).toBe("20:05");
    expect(timeOf("2026-11-26T19:05:00Z", NOW, BOSTON)).toMatch(/^2:05\sPM$/);
  });

  it("has its day if that is another one at home", () => {
    expect(timeOf("2026-11-25T19:05:00Z", NOW, BERLIN)).toContain("25.");
    expect(timeOf("2026-11-26T03:00:00Z", NOW, BOSTON)).toContain("25");
  });

  it("can be a day alone", () => {
    expect(dateOf("2026-12-24T12:00:00Z", BERLIN)).toBe("Do., 24. Dez.");
  });
});

describe("a span", () => {
  it("is told in the largest unit that fits", () => {
    expect(spanOf("2026-11-26T20:28:30Z", NOW, BERLIN)).toBe("1 Min.");
    expect(spanOf("2026-11-26T17:29:00Z", NOW, BERLIN)).toBe("3 Std.");
    expect(spanOf("2026-11-24T20:00:00Z", NOW, BOSTON)).toBe("2 days");
  });

  it("is nothing where the clocks differ", () => {
    expect(spanOf("2026-11-26T20:31:00Z", NOW, BERLIN)).toBe("0 Min.");
  });
});

it("lets in until midnight at home, not at the browser's", () => {
  expect(endOfToday(NOW, BERLIN)).toBe("2026-11-26 23:59:59");
  expect(endOfToday(new Date("2026-11-27T01:00:00Z"), BOSTON)).toBe("2026-11-26 23:59:59");
  expect(endOfToday(new Date("2026-11-27T01:00:00Z"), BERLIN)).toBe("2026-11-27 23:59:59");
});
