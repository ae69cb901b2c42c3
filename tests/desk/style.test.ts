import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const TOKENS = readFileSync("console/web/style/tokens.css", "utf8");
const [LIGHT, DARK] = TOKENS.split("@media (prefers-color-scheme: dark)") as [string, string];

function tokensOf(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => match.slice(1)),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const TEXT_PAIRS = [
  ...["paper", "ground", "hover", "accent-soft"].flatMap((ground) =>
    ["ink", "ink-soft", "ink-faint"].map((ink) => [ink, ground]),
  ),
  ["ink-soft", "sunken"],
  ["accent-ink", "accent"],
  ["accent-ink", "accent-hover"],
  ["accent", "accent-soft"],
  ["paper", "ink"],
  ["good", "sunken"],
  ["warn", "paper"],
  ["warn", "hover"],
  ["warn", "warn-soft"],
  ["danger", "paper"],
  ["danger", "hover"],
  ["danger", "danger-soft"],
  ["danger", "accent-soft"],
] as [string, string][];

describe.each([
  ["light", tokensOf(LIGHT)],
  ["dark", { ...tokensOf(LIGHT), ...tokensOf(DARK) }],
])("the %s scheme", (_, tokens) => {
  test.each(TEXT_PAIRS)("shows %s on %s at 4.5:1 or better", (ink, ground) => {
    expect(contrast(tokens[ink] as string, tokens[ground] as string)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["line-strong", "paper"],
    ["accent", "paper"],
    ["accent", "ground"],
  ])("draws what must be seen, %s on %s, at 3:1 or better", (line, ground) => {
    expect(contrast(tokens[line] as string, tokens[ground] as string)).toBeGreaterThanOrEqual(3);
  });
});

test("the measure is WCAG's own: black on white is 21:1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
