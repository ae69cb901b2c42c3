import { describe, expect, test } from "vitest";
import { askedAt, fill, fitting, put, textFor } from "../../console/web/talk/canned";

const HELLO = { shortcut: "hello", text: { en: "Hello {shopper}", ja: "こんにちは" } };
const HOURS = { shortcut: "hours", text: { en: "We are open from nine. Hello again!" } };
const SHIP = { shortcut: "ship", text: { ja: "送料は無料です" } };
const ALL = [SHIP, HOURS, HELLO];
const FILLING = { shopper: "Aiko", rep: "Bea", page: "Tea", product: "" };

describe("a slash", () => {
  test.each([
    ["/", 1, { from: 0, word: "" }],
    ["/he", 3, { from: 0, word: "he" }],
    ["Yes. /he", 8, { from: 5, word: "he" }],
    ["／he", 3, { from: 0, word: "he" }],
    ["/he and more", 3, { from: 0, word: "he" }],
    ["1/2", 3, null],
    ["https://shop", 12, null],
    ["/he ", 4, null],
  ])("in %j at %i asks for %j", (text, caret, asked) => {
    expect(askedAt(text, caret)).toEqual(asked);
  });
});

test("what begins so comes before what holds it", () => {
  expect(fitting(ALL, "he", "en").map((one) => one.shortcut)).toEqual(["hello", "hours"]);
  expect(fitting(ALL, "送料", "ja").map((one) => one.shortcut)).toEqual(["ship"]);
  expect(fitting(ALL, "", "en")).toEqual(ALL);
});

test.each([
  [HELLO, "ja-JP", "こんにちは"],
  [HELLO, "fr", "Hello {shopper}"],
  [SHIP, "en", "送料は無料です"],
])("a reply is given in the shopper's language, else in another (%#)", (reply, lang, said) => {
  expect(textFor(reply, lang)).toBe(said);
});

test("placeholders are filled, and one of which nothing is known is selected for the rep", () => {
  const said = fill("{shopper}, {product} of {page}: {rep}", FILLING);
  expect(said).toBe("Aiko, {product} of Tea: Bea");
  const filled = put("Well. /x ok", { from: 6, word: "x" }, said);
  expect(filled.text).toBe("Well. Aiko, {product} of Tea: Bea ok");
  expect(filled.text.slice(...filled.selected)).toBe("{product}");
  expect(put("/x", { from: 0, word: "x" }, "Hi").selected).toEqual([2, 2]);
});
