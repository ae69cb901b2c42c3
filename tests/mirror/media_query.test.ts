import { describe, expect, test } from "vitest";
import { answerOf, rewriteQuery } from "../../console/web/mirror/media_query";
import { rewriteDeclarations, rewriteScheme } from "../../console/web/mirror/declarations";

const phone = {
  media: [
    "prefers-color-scheme:dark",
    "hover:none",
    "any-hover:none",
    "pointer:coarse",
    "any-pointer:coarse",
  ],
  screen: [390, 844] as [number, number],
  ratio: 3,
};
const answer = (feature: string) => answerOf(feature, phone);
const follow = (query: string) => rewriteQuery(query, answer);
const YES = "(min-width:0)";
const NO = "(max-width:-1px)";

describe("what the host's device answers", () => {
  test.each([
    ["prefers-color-scheme: dark", true],
    ["prefers-color-scheme:light", false],
    ["PREFERS-COLOR-SCHEME", true],
    ["hover", false],
    ["hover: hover", false],
    ["hover:none", true],
    ["pointer", true],
    ["any-pointer: fine", false],
    ["any-pointer /* any */: coarse", true],
    ["resolution: 3dppx", true],
    ["resolution", true],
    ["min-resolution: 192dpi", true],
    ["min-resolution: 2x", true],
    ["max-resolution: 2dppx", false],
    ["-webkit-min-device-pixel-ratio: 1.5", true],
    ["-webkit-max-device-pixel-ratio: 2.99", false],
    ["-webkit-device-pixel-ratio: 3", true],
    ["max-device-width: 480px", true],
    ["device-height: 844px", true],
    ["min-device-width: 30em", false],
    ["device-aspect-ratio: 195/422", true],
    ["min-device-aspect-ratio: 1/1", false],
    ["resolution >= 2dppx", true],
    ["resolution > 3dppx", false],
    ["2dppx < resolution", true],
    ["2dppx <= resolution < 3dppx", false],
    ["320px < device-width <= 390px", true],
    ["480px >= device-width", true],
  ])("%s: %s", (feature, expected) => {
    expect(answer(feature)).toBe(expected);
  });

  test.each([
    "min-width: 300px",
    "width >= 300px",
    "100px < width < 400px",
    "orientation: portrait",
    "resolution: calc(1dppx * 2)",
    "min-resolution: infinite",
    "min-resolution",
    "prefers-contrast: more",
    "unheard-of: 3",
    "",
  ])("%s is not for us to say", (feature) => {
    expect(answer(feature)).toBe(null);
  });
});

describe("a query rewritten", () => {
  test.each([
    ["(hover:none)", YES],
    ["screen and (hover: hover)", `screen and ${NO}`],
    ["not screen and (hover)", `not screen and ${NO}`],
    [
      "only screen and (min-width: 10px) and (pointer: coarse)",
      `only screen and (min-width: 10px) and ${YES}`,
    ],
    ["print, (prefers-color-scheme: dark)", `print, ${YES}`],
    ["not (hover)", `not ${NO}`],
    ["(not (hover)) and (min-width:1px)", `(not ${NO}) and (min-width:1px)`],
    ["((hover) or (pointer: coarse)) and (width > 1px)", `(${NO} or ${YES}) and (width > 1px)`],
    ["(not ((hover) and (pointer)))", `(not (${NO} and ${YES}))`],
    ["not(hover)", "not(hover)"],
    ["(min-width: calc(1px + (2px)))", "(min-width: calc(1px + (2px)))"],
    ["(resolution >= 2dppx)", YES],
    ["(unheard-of) and (hover)", `(unheard-of) and ${NO}`],
    ["screen", "screen"],
    ["", ""],
    ["(hover", "(hover"],
  ])("%s", (query, expected) => {
    expect(follow(query)).toBe(expected);
  });

  test("what this browser answers alike stays as it is", () => {
    expect(rewriteQuery("(hover) and (pointer: coarse)", () => null)).toBe("(hover) and (pointer: coarse)");
  });
});

describe("declarations", () => {
  const insets = new Map([["safe-area-inset-top", "47px"]]);

  test.each([
    ["light dark", "dark", "dark"],
    ["light dark", "light", "light"],
    ["only dark light", "light", "only light"],
    ["dark", "light", "dark"],
    ["normal", "dark", "normal"],
  ] as const)("color-scheme: %s on a %s device is %s", (value, scheme, expected) => {
    expect(rewriteScheme(value, scheme).trim()).toBe(expected);
  });

  test("only the scheme's own declaration changes", () => {
    const text = "--x: light dark; color-scheme: light dark; color: red;";
    expect(rewriteDeclarations(text, { scheme: "dark", ratio: null, insets: null })).toBe(
      "--x: light dark; color-scheme: dark; color: red;",
    );
  });

  test("the safe area is the host's, with and without a fallback", () => {
    const text =
      "padding: env(safe-area-inset-top, max(1px, 2px)) calc(3px + env(safe-area-inset-top)) env(titlebar-area-x);";
    const expected = "padding: 47px calc(3px + 47px) env(titlebar-area-x);";
    expect(rewriteDeclarations(text, { scheme: null, ratio: null, insets })).toBe(expected);
  });

  test.each([
    [3, 'image-set(url("b.png") 2x)'],
    [2, 'image-set(url("b.png") 2x)'],
    [1.5, 'image-set(url("b.png") 2x)'],
    [1, 'image-set(url("a(1),.png") 1x)'],
  ])("at %s device pixels the host's image is %s", (ratio, expected) => {
    const set = 'image-set(url("b.png") 2x, url("a(1),.png") 1x)';
    const text = `background-image: ${set}; content: "image";`;
    const shown = rewriteDeclarations(text, { scheme: null, ratio, insets: null });
    expect(shown).toBe(`background-image: ${expected}; content: "image";`);
  });

  test("gradients and types are kept in an image-set()", () => {
    const text = 'image-set(linear-gradient(rgb(1, 2, 3), red) 96dpi, url("a.png") 2dppx type("image/png"))';
    const of = (ratio: number) => rewriteDeclarations(text, { scheme: null, ratio, insets: null });
    expect(of(1)).toBe("image-set(linear-gradient(rgb(1, 2, 3), red) 96dpi)");
    expect(of(2)).toBe('image-set(url("a.png") 2dppx type("image/png"))');
  });
});
