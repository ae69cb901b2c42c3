import { describe, expect, test } from "vitest";
import { formatElapsed, pressingOf } from "../../console/web/desk/elapsed";
import { parseWay } from "../../console/web/desk/opening";
import { DESK_TEXTS } from "../../console/web/desk/texts";
import { JOIN_TEXTS } from "../../console/web/join/texts";
import problems from "../../console/web/viewer/problems.json";
import { VIEWER_TEXTS, givenName, shownName, stoppedText } from "../../console/web/viewer/texts";

describe("elapsed time", () => {
  test.each([
    [0, "0:00"],
    [7_999, "0:07"],
    [725_000, "12:05"],
    [3_600_000, "1:00:00"],
    [3_729_000, "1:02:09"],
    [-5_000, "0:00"],
  ])("%i ms reads %s", (milliseconds, shown) => expect(formatElapsed(milliseconds)).toBe(shown));

  test("presses from one minute on, and more from three", () => {
    expect([59_999, 60_000, 179_999, 180_000].map(pressingOf)).toEqual(["calm", "soon", "soon", "now"]);
  });
});

describe("what a rep types or pastes", () => {
  test.each(["123456", " 123 456 ", "123-456", "１２３４５６", "https://live.example/s/123456"])(
    "%j is a code",
    (text) => expect(parseWay(text)).toEqual({ by: "code", code: "123456" }),
  );

  test.each([
    "https://live.example/s/AbC_d-9xYz",
    "look: https://live.example/s/AbC_d-9xYz?view=plain",
    "AbC_d-9xYz",
  ])("%j is a link", (text) => expect(parseWay(text)).toEqual({ by: "link", token: "AbC_d-9xYz" }));

  test.each(["", "12345", "hello there", "https://live.example/desk"])("%j is neither", (text) =>
    expect(parseWay(text)).toBeNull(),
  );
});

/** Every text of a catalogue with where it stands; functions are called with names. */
function* leaves(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "function") yield [path, String(value("Aiko", "shop.example"))];
  else for (const [key, item] of Object.entries(value as object)) yield* leaves(item, `${path}.${key}`);
}

describe.each([
  ["viewer", VIEWER_TEXTS],
  ["join", JOIN_TEXTS],
  ["desk", DESK_TEXTS],
])("the %s texts", (_, catalogue) => {
  const en = [...leaves(catalogue.en, "")];
  const ja = [...leaves(catalogue.ja, "")];

  test("say the same things in both languages, and nothing empty", () => {
    expect(ja.map(([path]) => path)).toEqual(en.map(([path]) => path));
    const empty = [...en, ...ja].filter(
      ([path, text]) => text.trim() === "" && !path.endsWith(".betweenSentences"),
    );
    expect(empty).toEqual([]);
  });
});

describe("the problems", () => {
  test.each(Object.entries(problems))("%s has title, text and next step in both languages", (_, words) => {
    for (const { title, text, next } of [words.en, words.ja]) {
      expect([title, text, next].every((part) => part.length > 3)).toBe(true);
    }
    expect(words.ja.title).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });

  test("a close code without words of its own has some all the same", () => {
    expect(stoppedText(VIEWER_TEXTS.en, "4999")).toBe(VIEWER_TEXTS.en.stopped.other);
  });
});

describe("names", () => {
  test("that were given are shown as they are", () => {
    expect(shownName({ name: "Aiko", role: "shopper" }, VIEWER_TEXTS.ja)).toBe("Aiko");
  });

  test("that the server made up are shown in the reader's language, and no sentence uses them", () => {
    expect(shownName({ name: "お客様", role: "shopper" }, VIEWER_TEXTS.en)).toBe("Shopper");
    expect(shownName({ name: "Friend", role: "friend" }, VIEWER_TEXTS.ja)).toBe("お友だち");
    expect(["Shopper", "お友だち", "", "Ben"].map(givenName)).toEqual([null, null, null, "Ben"]);
  });
});
