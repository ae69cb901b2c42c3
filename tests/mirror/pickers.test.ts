/** The pure parts of the popups: where they go, what they count and find. */
import { describe, expect, it } from "vitest";
import { matching } from "../../console/web/mirror/hands_suggest";
import { codeOf, shadeOf } from "../../console/web/mirror/picker_colour";
import {
  addMonths,
  dayOf,
  firstDayOf,
  formatDay,
  formatTime,
  parseDay,
  parseTime,
} from "../../console/web/mirror/picker_dates";
import { firstFrom } from "../../console/web/mirror/picker_field";
import { placeBy } from "../../alongside/ui/place";
import { findTyped } from "../../console/web/mirror/picker_select";

describe("the place of a popup", () => {
  const room = { width: 400, height: 300 };
  const at = (x: number, y: number, rtl = false) => ({ x, y, width: 100, height: 20, rtl, dark: false });
  const size = { width: 150, height: 120 };

  it("is under its control", () =>
    expect(placeBy(at(10, 10), size, room)).toEqual({ x: 10, y: 34, height: 120 }));
  it("is above where there is no room below", () => expect(placeBy(at(10, 250), size, room).y).toBe(126));
  it("is never over the right edge", () => expect(placeBy(at(350, 10), size, room).x).toBe(242));
  it("ends where the control ends in right-to-left text", () =>
    expect(placeBy(at(200, 10, true), size, room).x).toBe(150));
  it("is no higher than the room", () => {
    const { y, height } = placeBy(at(10, 140), { width: 150, height: 900 }, room);
    expect(y).toBeGreaterThanOrEqual(8);
    expect(y + height).toBeLessThanOrEqual(292);
  });
});

describe("days", () => {
  it.each(["date:2026-11-21", "date:0099-01-01", "month:2026-02", "week:2026-W53", "week:2027-W01"])(
    "%s is read and written alike",
    (row) => {
      const [type, value] = row.split(":") as ["date", string];
      expect(formatDay(type, parseDay(type, value)!)).toBe(value);
    },
  );
  it("of a longer month become the last of a shorter one", () =>
    expect(formatDay("date", addMonths(dayOf(2028, 0, 31), 1))).toBe("2028-02-29"));
  it("begin the week as the locale has it", () =>
    expect(["en-US", "en-GB", "ja"].map(firstDayOf)).toEqual([0, 1, 0]));
});

describe("times", () => {
  it.each(["00:00", "23:59", "09:05:07"])("%s is read and written alike", (value) =>
    expect(formatTime(parseTime(value)!)).toBe(value),
  );
  it("go on to the first that may be, around midnight", () => {
    const may = (time: string) => time === "00:30";
    expect(formatTime(firstFrom({ hour: 23, minute: 50, second: 0 }, may))).toBe("00:30");
  });
});

describe("typing in a list", () => {
  const options = ["Small", "Medium", "Mega", "Élan"].map((text) => ({ text }));
  const find = (text: string, marked: number) => findTyped(options, options[marked] ?? null, text)?.text;
  it("finds by the first letters, accents aside", () =>
    expect([find("me", 0), find("el", 0)]).toEqual(["Medium", "Élan"]));
  it("stays while more letters fit", () => expect(find("meg", 2)).toBe("Mega"));
  it("walks with one letter again and again", () =>
    expect([find("m", 1), find("mm", 2)]).toEqual(["Mega", "Medium"]));
  it("finds nothing", () => expect(find("x", 0)).toBeUndefined());
});

describe("colours", () => {
  it.each(["#000000", "#ffffff", "#ff0000", "#0b6b5d", "#b4235a"])(
    "%s comes back nearly the same",
    (code) => {
      const channels = (text: string) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
      const [before, after] = [channels(code), channels(codeOf(shadeOf(code)))];
      for (const [at, value] of before.entries()) expect(Math.abs(value - after[at]!)).toBeLessThanOrEqual(2);
    },
  );
});

it("suggests by value and by label", () => {
  const all = [
    { value: "Gyokuro", label: "shade grown" },
    { value: "Sencha", label: "" },
  ];
  expect(matching(all, "SHADE")).toEqual([all[0]]);
  expect(matching(all, "")).toEqual(all);
});
