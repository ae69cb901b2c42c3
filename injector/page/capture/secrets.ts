/**
 * Values that stood in secret fields. Wherever else the page repeats one, in clear or encoded (percent, base64, character
 * references, escapes, other case), bullets stand for it. They are held in memory alone, and are gone with the page.
 */
import { bullets, cardRuns, hideCards, type Run } from "./cards";
import { isSecretName } from "./clues";

/** Shorter ones match by chance. */
const SHORTEST = 4;
/** Longer ones would make the search slow; their beginning is looked for. */
const LONGEST = 200;
/** Values known at a time; the oldest go first. */
const LIMIT = 50;
/** Digits this many are found with separators between them; fewer only where no further digit stands beside them. */
const NUMBER = 8;
const GAP = "(?:[\\s.+_-]|%20|&\\w+;)*";
const PARAMETER = /([?&#;])([^=&#;]+)=([^&#;]+)/g;

export class Secrets {
  /** Grows with every value that was not known before. */
  version = 0;
  readonly #known = new Map<string, string>();
  #pattern: RegExp | null = null;

  /** `before`: what the same field held last, which is forgotten when this is that and more. */
  learn(given: string, before: string): void {
    const value = given.trim().slice(0, LONGEST);
    if (value.length < SHORTEST || this.#known.has(value)) return;
    if (value.startsWith(before)) this.#known.delete(before);
    this.#known.set(value, patternOf(value));
    if (this.#known.size > LIMIT) this.#known.delete(this.#known.keys().next().value!);
    const longestFirst = [...this.#known].sort(([a], [b]) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.map(([, pattern]) => pattern).join("|"), "gi");
    this.version++;
  }

  /** Where known values stand in this text. */
  runs(text: string): Run[] {
    if (!this.#pattern) return [];
    return [...text.matchAll(this.#pattern)].map(({ 0: run, index }) => [index, index + run.length]);
  }

  /** Without known values; card numbers are not looked for. */
  hideKnown(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, bullets) : text;
  }

  hide(text: string): string {
    return this.hideKnown(hideCards(text));
  }

  /** An address, without parameters that are named like secrets either. */
  hideIn(address: string): string {
    return this.hide(
      address.replace(PARAMETER, (all, mark, name, value) =>
        isSecretName(name) ? `${mark}${name}=${bullets(value)}` : all,
      ),
    );
  }

  get isEmpty(): boolean {
    return !this.#pattern;
  }
}

/** Of known values and of card numbers, in order, without overlaps. */
export function secretRuns(text: string, secrets: Secrets): Run[] {
  const runs: Run[] = [];
  for (const [start, end] of [...cardRuns(text), ...secrets.runs(text)].sort((a, b) => a[0] - b[0])) {
    const last = runs.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else runs.push([start, end]);
  }
  return runs;
}

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];

function patternOf(value: string): string {
  const digits = value.replace(/[\s.-]/g, "");
  const isNumber = /^\d+$/.test(digits);
  const isShort = isNumber && digits.length < NUMBER;
  const plain = isShort
    ? `(?<!\\d)${digits}(?!\\d)`
    : [...(isNumber ? digits : value)].map(formsOf).join(isNumber ? GAP : "");
  return [plain, ...base64Of(bytesOf(value))].join("|");
}

/** A character and, unless it is plain, all that may stand for it in addresses, markup, JSON and rules. */
function formsOf(char: string): string {
  const escapes = `(?:%(?:25)*\\w\\w){${bytesOf(char).length}}|(?:\\\\u?[\\da-f]{1,6} ?){${char.length}}`;
  return /\w/.test(char) ? char : `(?:\\\\?\\${char}|${escapes}|&#?\\w+;|\\+)`;
}

/** At each of the three places where the value may begin within what is encoded. */
function base64Of(bytes: number[]): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = btoa(String.fromCharCode(...[0, 0].slice(0, before), ...bytes));
    const inner = text.slice(before && before + 1, ((before + bytes.length) * 4) / 3);
    return bytes.length < 6 ? [] : inner.replace(/[+/]/g, "\\W(?:2.)?");
  });
}
