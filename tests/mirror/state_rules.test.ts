import { describe, expect, test } from "vitest";
import { readSelector } from "../../console/web/mirror/state_rules";

const marked = (selector: string) => readSelector(selector)?.marked ?? null;
const mentions = (selector: string) => readSelector(selector)?.mentions ?? [];

describe("states in selectors", () => {
  test.each([
    ["a:hover", 'a[alongside-state~="hover"]'],
    [".hover\\:x:hover b", '.hover\\:x[alongside-state~="hover"] b'],
    ["a:focus-visible, b:focus", 'a[alongside-state~="focus-visible"], b[alongside-state~="focus"]'],
    ["p:not(:hover)::before", 'p:not([alongside-state~="hover"])::before'],
    ["input:-webkit-autofill", 'input[alongside-state~="autofill"]'],
    ["video:-webkit-full-screen", 'video[alongside-state~="fullscreen"]'],
    ["dialog:modal", 'dialog[alongside-state~="modal"]'],
    ["&:hover > i", '&[alongside-state~="hover"] > i'],
  ])("%s asks for the host's state", (selector, expected) => {
    expect(marked(selector)).toBe(expected);
  });

  test.each(["a", ".hover\\:x", '[title=":hover"]', "p::before", ":active-view-transition", "x-hover"])(
    "%s mentions none",
    (selector) => {
      expect(readSelector(selector)).toBeNull();
    },
  );

  test.each([
    ["ul > li.a:hover ul", [["hover", "li.a"]]],
    [
      "a:hover, .b:active",
      [
        ["hover", "a"],
        ["active", ".b"],
      ],
    ],
    ["a:not(.x):hover", [["hover", "a"]]],
    [
      "a:hover:focus::after",
      [
        ["hover", "a"],
        ["focus", "a"],
      ],
    ],
    [":is(a, b):hover", [["hover", "*"]]],
    [":host(:hover)", [["hover", "*"]]],
    [".a:has(b:hover)", [["hover", "*"]]],
    ["&:hover", [["hover", "*"]]],
    ['[data-x="a > b"]:hover', [["hover", '[data-x="a > b"]']]],
  ])("%s is about these elements", (selector, expected) => {
    expect(mentions(selector)).toEqual(expected);
  });
});
