/**
 * Card numbers in text: 13 to 19 digits that begin as cards do, with a right Luhn check digit; single separators between them are
 * allowed, and what stands before or behind, if a separator divides it. Article codes (JAN, EAN, ISBN), whose own check digit is
 * right, stay readable.
 */
const RUN = /[\d０-９](?:(?:[ \u00a0\u2007\u202f\u3000.+_-]|%20)?[\d０-９]){12,}/g;
const GROUP = /%20|[^\d０-９]/;
const SHORTEST = 13;
const LONGEST = 19;
/** First digits of the schemes' numbers (ISO/IEC 7812): Visa, Mastercard, Amex, Diners, JCB, Discover, UnionPay, Maestro, RuPay, Troy. */
const PREFIX = /^(?:[456]|3[04-9]|2[2-7]|8[12]|1800|2131|9792)/;

export type Run = [start: number, end: number];

export const BULLET = "•";

/** A right Luhn check digit (ISO/IEC 7812-1). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.at(-1 - i));
    sum += i % 2 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** A right check digit of GS1 (JAN, EAN, GTIN, ISBN-13). */
function isArticle(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits.at(-1 - i)) * (i % 2 ? 3 : 1);
  return digits.length < 15 && sum % 10 === 0;
}

/** Start and end of every run of digits that holds a card number. */
export function cardRuns(text: string): Run[] {
  const runs: Run[] = [];
  if (text.length < SHORTEST) return runs;
  for (const { 0: run, index } of text.matchAll(RUN))
    if (hasCard(run.normalize("NFKC").split(GROUP))) runs.push([index, index + run.length]);
  return runs;
}

/** Whether some neighbouring groups of digits make a card number. */
function hasCard(groups: string[]): boolean {
  return groups.some((_, start) => {
    let digits = "";
    return groups.slice(start).some((group) => isCard((digits += group)));
  });
}

function isCard(digits: string): boolean {
  // Several numbers may stand side by side, but a checksum that fits by chance in a hash is no card.
  const number = digits.length > LONGEST && digits.length % 16 === 0 ? digits.slice(0, 16) : digits;
  if (number.length < SHORTEST || number.length > LONGEST) return false;
  return PREFIX.test(number) && isLuhn(number) && !isArticle(number);
}

/** One bullet for each UTF-16 unit, so that offsets and the picture of a password field stay right. */
export const bullets = (value: string): string => BULLET.repeat(value.length);

/** `text` with a bullet for each digit of its card numbers. */
export function hideCards(text: string): string {
  let hidden = text;
  for (const [start, end] of cardRuns(text))
    hidden =
      hidden.slice(0, start) + hidden.slice(start, end).replace(/[\d０-９]/g, BULLET) + hidden.slice(end);
  return hidden;
}
