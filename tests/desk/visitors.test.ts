/** The list of visitors as the events tell it. */
import { expect, test } from "vitest";
import { applyChanges, formatMoney, rowsInSight, sortVisitors } from "../../console/web/desk/visitors";
import type { Visitor } from "../../console/web/desk/visitors";

const visitor = (id: string, more: Partial<Visitor> = {}): Visitor => ({
  id,
  url: "",
  title: id,
  since: 0,
  began: 0,
  pages: 1,
  visits: 1,
  lang: "en",
  country: "",
  device: "desktop",
  referrer: "",
  campaign: "",
  product: null,
  basket: null,
  troubles: [],
  tags: [],
  mayAsk: true,
  ...more,
});

test("what has changed goes into the list, and who is gone leaves it", () => {
  const all = applyChanges(new Map(), { all: [visitor("a"), visitor("b")] });
  const next = applyChanges(all, { set: [visitor("a", { pages: 2 }), visitor("c")], gone: ["b", "x"] });
  expect([...next.values()].map(({ id, pages }) => [id, pages])).toEqual([
    ["a", 2],
    ["c", 1],
  ]);
  expect(next.get("a")).not.toBe(all.get("a"));
  expect([...applyChanges(next, { all: [] })]).toEqual([]);
});

test("who is in trouble comes first, then the largest baskets; equal ones stay where they are", () => {
  const list = [
    visitor("b"),
    visitor("a"),
    visitor("full", { basket: { value: 90 } }),
    visitor("stuck", { troubles: ["declined"] }),
  ];
  expect(sortVisitors(list, "need").map(({ id }) => id)).toEqual(["stuck", "full", "a", "b"]);
  const times = [visitor("early", { began: 1, since: 9 }), visitor("late", { began: 2, since: 2 })];
  expect(sortVisitors(times, "newest").map(({ id }) => id)).toEqual(["late", "early"]);
  expect(sortVisitors(times, "longest").map(({ id }) => id)).toEqual(["late", "early"]);
});

test("only rows in sight are drawn, with a few on either side", () => {
  expect(rowsInSight(0, 300, 100, 500)).toEqual([0, 7]);
  expect(rowsInSight(10_000, 300, 100, 500)).toEqual([96, 107]);
  expect(rowsInSight(49_700, 300, 100, 500)).toEqual([493, 500]);
  expect(rowsInSight(9_000, 300, 100, 2)).toEqual([2, 2]);
});

test("money is written as the reader writes it", () => {
  expect(formatMoney(78, "GBP", "en")).toBe("£78.00");
  expect(formatMoney(3900, "JPY", "ja")).toBe("￥3,900");
  expect(formatMoney(5, undefined, "en")).toBe("5.00");
  expect(formatMoney(5, "?", "en")).toBe("5 ?");
});
