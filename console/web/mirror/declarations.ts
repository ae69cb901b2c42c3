/**
 * Declarations as they come out on the host's device: `color-scheme`, `image-set()` and `env()` are answered by
 * the browser, not by the page.
 */

import { RESOLUTIONS } from "./media_query";

export interface Difference {
  /** The scheme that the host prefers, where this browser prefers the other. */
  scheme: "light" | "dark" | null;
  /** Device pixels to a CSS pixel on the host, where this browser has others. */
  ratio: number | null;
  /** `safe-area-inset-top` → `47px`, where this browser has other insets. */
  insets: ReadonlyMap<string, string> | null;
}

export function rewriteDeclarations(text: string, { scheme, ratio, insets }: Difference): string {
  let out = text;
  if (scheme)
    out = out.replace(/(^|[;{]\s*)color-scheme:([^;}]*)/gi, (_, before: string, value: string) => {
      return `${before}color-scheme:${rewriteScheme(value, scheme)}`;
    });
  if (ratio) out = chooseImages(out, ratio);
  if (insets) out = replaceInsets(out, insets);
  return out;
}

/** A list that leaves the choice to the browser comes down to what the host's chose. */
export function rewriteScheme(value: string, scheme: "light" | "dark"): string {
  if (!/\blight\b/i.test(value) || !/\bdark\b/i.test(value)) return value;
  return value.replace(scheme === "dark" ? /\s*\blight\b/i : /\s*\bdark\b/i, "");
}

function replaceInsets(text: string, insets: ReadonlyMap<string, string>): string {
  return text.replace(/env\(\s*([\w-]+)\s*(?:,(?:[^()]|\([^()]*\))*)?\)/gi, (whole, name: string) => {
    return insets.get(name.toLowerCase()) ?? whole;
  });
}

/** Of each `image-set()` the one candidate that the host's browser takes: the first that is dense enough. */
function chooseImages(text: string, ratio: number): string {
  return text.replace(IMAGE_SET, (whole, inner: string) => {
    const candidates =
      inner.match(CANDIDATE)?.map((each) => ({ each: each.trim(), density: densityOf(each) })) ?? [];
    candidates.sort((a, b) => a.density - b.density);
    const chosen = candidates.find(({ density }) => density >= ratio) ?? candidates.at(-1);
    return chosen ? `image-set(${chosen.each})` : whole;
  });
}

const PART = String.raw`(?:"(?:[^"\\]|\\.)*"|\((?:"(?:[^"\\]|\\.)*"|[^()"]|\([^()]*\))*\)|[^()",])`;
const IMAGE_SET = new RegExp(String.raw`(?:-webkit-)?image-set\(((?:${PART}|,)*)\)`, "gi");
const CANDIDATE = new RegExp(`${PART}+`, "g");

function densityOf(candidate: string): number {
  const [, number = "1", unit = "x"] =
    /\)\s*([\d.]+)(dppx|dpi|dpcm|x)\b|"\s*([\d.]+)(dppx|dpi|dpcm|x)\b/i.exec(candidate)?.filter(Boolean) ??
    [];
  return parseFloat(number) * (RESOLUTIONS[unit.toLowerCase()] ?? 1);
}
