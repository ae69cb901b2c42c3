/**
 * Media queries as the host's device answers them. A query is copied but for the features in it that the host answers otherwise
 * than this browser does: each gives way to one that always, or never, holds. So `and`, `or`, `not`, `only` and commas keep
 * their meaning, and what is not known here stays as it is.
 */
import type { Device } from "../../../alongside/wire/device";

const ALWAYS = "(min-width:0)";
const NEVER = "(max-width:-1px)";

/** Whether a feature (what stands between its parentheses) holds; null when that is not for us to say. */
export type Answer = (feature: string) => boolean | null;

export function rewriteQuery(query: string, answer: Answer): string {
  let out = "";
  for (let at = 0; at < query.length;) {
    if (query[at] !== "(") {
      out += query[at++];
      continue;
    }
    const end = closing(query, at);
    const group = query.slice(at, end);
    // A function such as `calc()` is no condition of its own.
    const isCondition = !/[\w-]$/.test(out) && group.endsWith(")");
    out += isCondition ? rewriteGroup(group, answer) : group;
    at = end;
  }
  return out;
}

function rewriteGroup(group: string, answer: Answer): string {
  const inner = group.slice(1, -1);
  if (/^\s*(?:\(|not\b)/i.test(inner)) return `(${rewriteQuery(inner, answer)})`;
  const holds = answer(inner.trim());
  return holds === null ? group : holds ? ALWAYS : NEVER;
}

/** Behind the parenthesis that closes the one at `start`; the end where none does. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at + 1;
  }
  return text.length;
}

export interface Facts extends Pick<Device, "media" | "screen"> {
  /** Device pixels to a CSS pixel. */
  ratio: number;
}

/** How a device answers a feature; null for features that do not depend on the device, or that nobody asked it about. */
export function answerOf(feature: string, facts: Facts): boolean | null {
  const text = feature
    .replace(/\/\*.*?\*\//gs, " ")
    .trim()
    .toLowerCase();
  const plain = /^([\w-]+)\s*(?::\s*([^<>=:]+))?$/.exec(text);
  if (!plain) return answerRange(text, facts);
  const [, name, value] = plain as unknown as [string, string, string | undefined];
  return answerDiscrete(name, value?.trim(), facts.media) ?? answerPlain(name, value, facts);
}

/** Values that make a feature without a value false. */
const NOTHING = /^(?:none|no-preference)$/;

function answerDiscrete(name: string, value: string | undefined, media: readonly string[]): boolean | null {
  const values = media
    .filter((pair) => pair.startsWith(`${name}:`))
    .map((pair) => pair.slice(name.length + 1));
  if (!values.length) return null;
  return value === undefined ? values.some((each) => !NOTHING.test(each)) : values.includes(value);
}

type Compare = (a: number, b: number) => boolean;
const near: Compare = (a, b) => Math.abs(a - b) < 1e-3;
const COMPARISONS: Record<string, Compare> = {
  "=": near,
  "<": (a, b) => a < b && !near(a, b),
  ">": (a, b) => a > b && !near(a, b),
  "<=": (a, b) => a < b || near(a, b),
  ">=": (a, b) => a > b || near(a, b),
};

/** `(min-resolution: 2dppx)`, `(-webkit-max-device-pixel-ratio: 2)`, `(device-width: 390px)`, `(resolution)`. */
function answerPlain(name: string, value: string | undefined, facts: Facts): boolean | null {
  const [, vendor = "", bound, rest = ""] = /^(-webkit-)?(?:(min|max)-)?(.*)$/.exec(name)!;
  const own = numberOf(vendor + rest, facts);
  if (own === null) return null;
  if (value === undefined) return bound ? null : own > 0;
  const given = readNumber(value);
  if (given === null) return null;
  return COMPARISONS[bound === "min" ? ">=" : bound === "max" ? "<=" : "="]!(own, given);
}

/** `(resolution >= 2dppx)`, `(320px < device-width <= 480px)`. */
function answerRange(text: string, facts: Facts): boolean | null {
  const parts = text.split(/(<=|>=|<|>|=)/).map((part) => part.trim());
  if (parts.length !== 3 && parts.length !== 5) return null;
  const numbers = parts
    .filter((_, i) => i % 2 === 0)
    .map((part) => numberOf(part, facts) ?? readNumber(part));
  const isKnown = parts.some((part) => numberOf(part, facts) !== null);
  if (!isKnown || numbers.includes(null)) return null;
  const [a, b, c] = numbers as number[];
  return COMPARISONS[parts[1]!]!(a!, b!) && (parts.length === 3 || COMPARISONS[parts[3]!]!(b!, c!));
}

function numberOf(name: string, { ratio, screen: [width, height] }: Facts): number | null {
  switch (name) {
    case "resolution":
    case "-webkit-device-pixel-ratio":
      return ratio;
    case "device-width":
      return width;
    case "device-height":
      return height;
    case "device-aspect-ratio":
      return width / height;
    default:
      return null;
  }
}

/** In dppx. */
export const RESOLUTIONS: Record<string, number> = { dppx: 1, x: 1, dpi: 1 / 96, dpcm: 2.54 / 96 };
const UNITS: Record<string, number> = { ...RESOLUTIONS, "": 1, px: 1, em: 16, rem: 16 };

/** A length in CSS pixels, a resolution in dppx, a ratio; null for what needs more than that. */
function readNumber(text: string): number | null {
  const [, number, unit = "", below] =
    /^([+-]?[\d.]+(?:e[+-]?\d+)?)([a-z]*)(?:\s*\/\s*([\d.]+))?$/.exec(text.trim()) ?? [];
  if (number === undefined || !(unit in UNITS)) return null;
  return (parseFloat(number) * UNITS[unit]!) / (below === undefined ? 1 : parseFloat(below));
}
