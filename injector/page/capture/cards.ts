/** Card-number-like runs in text: 13 to 19 digits, single separators between them allowed, with a right Luhn check digit. */
const RUN = /\d(?:[ \u00a0\u2007\u202f.-]?\d){12,}/g;
const SHORTEST = 13;
const LONGEST = 19;

export const BULLET = "•";

/** A right Luhn check digit (ISO/IEC 7812-1). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** Start and end of every card-number-like run; a longer run of digits counts when any window of it does. */
export function cardRuns(text: string): [start: number, end: number][] {
  if (text.length < SHORTEST) return [];
  const runs: [number, number][] = [];
  for (const match of text.matchAll(RUN)) {
    const digits = match[0].replace(/\D/g, "");
    if (hasCard(digits)) runs.push([match.index, match.index + match[0].length]);
  }
  return runs;
}

function hasCard(digits: string): boolean {
  if (digits.length <= LONGEST) return isLuhn(digits);
  // Longer than any card: two numbers may stand side by side, but a checksum that fits by chance in a hash is no card.
  return digits.length % 16 === 0 && isLuhn(digits.slice(0, 16));
}

/** `text` with a bullet for each digit of its card-number-like runs. */
export function hideCards(text: string): string {
  let hidden = text;
  for (const [start, end] of cardRuns(text))
    hidden = hidden.slice(0, start) + hidden.slice(start, end).replace(/\d/g, BULLET) + hidden.slice(end);
  return hidden;
}

/** One bullet for each UTF-16 unit, so that offsets and the picture of a password field stay right. */
export const bullets = (value: string): string => BULLET.repeat(value.length);
