import { describe, expect, test } from "vitest";
import { allowAttribute, isOurs, splitKey, splitName } from "../../console/web/mirror/allow";
import { buildFont, UNITS_PER_EM } from "../../console/web/mirror/font_file";
import { Row } from "../../console/web/mirror/hands_row";
import { cardRuns, hideCards, isLuhn } from "../../injector/page/capture/cards";
import { Slice } from "../../injector/page/capture/slice";
import { familiesOf } from "../../alongside/wire/fonts";
import { spliceOf } from "../../injector/page/capture/splice";

describe("card-number-like text", () => {
  test.each(["4111111111111111", "5500 0000 0000 0004", "3782-822463-10005", "6011.1111.1111.1117"])(
    "%s is hidden, its separators stay",
    (card) => {
      expect(hideCards(`a ${card} b`)).toBe(`a ${card.replace(/\d/g, "•")} b`);
    },
  );

  test.each(["4111111111111112", "411111111111", "2026-11-21 20:59:01", "no digits at all"])(
    "%s stays",
    (text) => {
      expect(hideCards(text)).toBe(text);
    },
  );

  test("the check digit counts every second digit from the right twice", () => {
    expect(isLuhn("79927398713")).toBe(true);
    expect(isLuhn("79927398710")).toBe(false);
  });

  test("two numbers in one text are two runs", () => {
    expect(cardRuns("4111111111111111, 5500000000000004")).toEqual([
      [0, 16],
      [18, 34],
    ]);
  });
});

describe("what the mirror takes over", () => {
  test.each(["onclick", "ONLOAD", "onpointerrawupdate", "nonce", "srcdoc"])("%s stays away", (name) => {
    expect(allowAttribute(name, "x")).toBeNull();
  });

  test.each(["javascript:alert(1)", " \u0001JaVa\nscript:x", "java\tscript:x"])("%j leads nowhere", (url) => {
    expect(allowAttribute("href", url)).toBe("#");
    expect(allowAttribute("action", url)).toBe("");
  });

  test("everything else is taken as it is", () => {
    expect(allowAttribute("href", "/p?javascript:x")).toBe("/p?javascript:x");
    expect(allowAttribute("class", "on")).toBe("on");
  });

  test("what frames, plug-ins and scripts load is the mirror's own business", () => {
    expect([isOurs("iframe", "SRC"), isOurs("script", "src"), isOurs("meta", "http-equiv")]).toEqual([
      true,
      true,
      true,
    ]);
    expect(isOurs("img", "src")).toBe(false);
  });
});

describe("names", () => {
  test("plain, prefixed and spelled out", () => {
    expect(splitName("div")).toEqual({ namespace: "http://www.w3.org/1999/xhtml", qualified: "div" });
    expect(splitName("svg:path")).toEqual({ namespace: "http://www.w3.org/2000/svg", qualified: "path" });
    expect(splitName("urn:x p:Q")).toEqual({ namespace: "urn:x", qualified: "p:Q" });
    expect(splitName(" plain")).toEqual({ namespace: null, qualified: "plain" });
    expect(splitKey("xlink xlink:href").namespace).toBe("http://www.w3.org/1999/xlink");
    expect(splitKey("@click")).toEqual({ namespace: null, qualified: "@click" });
  });
});

describe("text changes", () => {
  const apply = (old: string, op: ReturnType<typeof spliceOf>) =>
    op[0] === "y" ? old.slice(0, op[2]) + op[4] + old.slice(op[2] + op[3]) : op[2];
  const long = "x".repeat(100);

  test.each([
    ["", "a"],
    ["abc", ""],
    [`${long}a`, `${long}b`],
    [`a${long}`, `b${long}`],
    [`${long}${long}`, `${long}!${long}`],
    [`${long}aa`, `${long}a`],
    [`${long}😀${long}`, `${long}😁${long}`],
    [`${long}😀`, `${long}🐀`],
  ])("%j becomes %j", (old, now) => {
    expect(apply(old, spliceOf(7, old, now))).toBe(now);
  });

  test("a small change in a long text is a splice, and never cuts a character in two", () => {
    const op = spliceOf(7, `${long}😀${long}`, `${long}😁${long}`);
    expect(op).toEqual(["y", 7, 100, 2, "😁"]);
  });
});

test("the mask font has a glyph of each width and tables with right checksums", () => {
  const view = new DataView(buildFont([UNITS_PER_EM, 300], 0xf0000));
  expect(view.getUint16(4)).toBe(10);
  for (let i = 0; i < 10; i++) {
    const at = 12 + i * 16;
    const [sum, offset, length] = [4, 8, 12].map((n) => view.getUint32(at + n)) as [number, number, number];
    let found = 0;
    for (let j = 0; j < length; j += 4) found = (found + view.getUint32(offset + j)) >>> 0;
    expect(found).toBe(sum);
  }
});

describe("a slice", () => {
  /** A clock that moves on by `step` milliseconds whenever it is looked at, and counts that. */
  const clock = (step: number) => {
    const looks = { count: 0, now: () => looks.count++ * step };
    return looks;
  };

  test("is over once its time is up, and the clock is looked at once in sixteen nodes", () => {
    const looks = clock(5);
    const slice = new Slice(looks.now);
    slice.begin();
    let nodes = 0;
    for (; !slice.isOver; nodes++) slice.spend(1);
    expect(nodes).toBe(16 * 3);
    expect(looks.count).toBe(1 + 3);
  });

  test("is over when its record is full, however fast that went", () => {
    const slice = new Slice(() => 0);
    slice.begin();
    slice.spend(1_000_000);
    expect(slice.isOver).toBe(false);
    slice.spend(1);
    expect(slice.isOver).toBe(true);
  });

  test("begins anew with all its time and room", () => {
    const slice = new Slice(clock(13).now);
    slice.begin();
    slice.spend(2_000_000);
    slice.begin();
    expect(slice.isOver).toBe(false);
    for (let i = 0; i < 15; i++) slice.spend(1);
    expect(slice.isOver).toBe(false);
  });
});

describe("a font-family list", () => {
  test.each([
    ['Arial, "Helvetica Neue", sans-serif', ["Arial", "Helvetica Neue", "sans-serif"]],
    ['C, "A, B", D', ["C", "A, B", "D"]],
    ["", []],
  ])("%s", (list, families) => {
    expect(familiesOf(list)).toEqual(families);
  });
});

describe("presses in a row", () => {
  const at = (timeStamp: number, clientX = 10) => ({ timeStamp, clientX, clientY: 10 });

  test("count on while they are quick and near to each other", () => {
    const row = new Row();
    expect([at(0), at(300), at(600)].map((event) => row.count(event))).toEqual([1, 2, 3]);
  });

  test("begin anew when they are slow or elsewhere", () => {
    const row = new Row();
    expect([at(0), at(700), at(800, 30), at(900, 32)].map((event) => row.count(event))).toEqual([1, 1, 1, 2]);
  });
});
