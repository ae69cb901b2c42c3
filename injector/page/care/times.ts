/** Times as shoppers read them, by their own clock. Pure: `now` is passed in. All times are Unix seconds. */

const MINUTE = 60;
/** Between the times that are offered. */
const STEP = 30 * MINUTE;
/** Nobody is ready to be called in less. */
const SOONEST = 15 * MINUTE;

/** One day of a shopper, with times on it. */
export interface Day {
  name: string;
  times: { at: number; name: string }[];
}

/** How many days `at` is after today, by the calendar. */
export function daysAhead(at: number, now: number): number {
  const midnight = (time: number) => new Date(time * 1000).setHours(0, 0, 0, 0);
  return Math.round((midnight(at) - midnight(now)) / 86_400_000);
}

/** `today`, `tomorrow`, `Monday, 24 November`. */
export function dayName(at: number, now: number, lang: string): string {
  const ahead = daysAhead(at, now);
  if (ahead === 0 || ahead === 1)
    return new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(ahead, "day");
  return new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long" }).format(at * 1000);
}

/** `9:00`, as it is written in this language. */
export const clock = (at: number, lang: string): string =>
  new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" }).format(at * 1000);

/** What can be chosen within the spans, in half hours, by day. */
export function choices(spans: readonly (readonly [number, number])[], now: number, lang: string): Day[] {
  const days: Day[] = [];
  for (const [from, to] of spans)
    for (let at = Math.ceil(Math.max(from, now + SOONEST) / STEP) * STEP; at < to; at += STEP) {
      const name = titled(dayName(at, now, lang));
      if (days.at(-1)?.name !== name) days.push({ name, times: [] });
      days.at(-1)!.times.push({ at, name: clock(at, lang) });
    }
  return days;
}

const titled = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The language with the shopper's own region, where the browser names one: clocks and dates differ by it. */
export const localeOf = (lang: string, ofBrowser: readonly string[]): string =>
  ofBrowser.find((one) => one.startsWith(`${lang}-`)) ?? lang;

/** Whole minutes, never too few. */
export const minutesOf = (seconds: number): number => Math.max(1, Math.ceil(seconds / MINUTE));
