/** Days, weeks and months as the values of date inputs write them. A day is its UTC midnight in milliseconds. */

export const DAY = 86_400_000;

/** Today where the person is. */
export function today(now = new Date()): number {
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
}

export const yearOf = (day: number): number => new Date(day).getUTCFullYear();
export const monthOf = (day: number): number => new Date(day).getUTCMonth();

/** Years below 100 are meant as they are written. */
export function dayOf(year: number, month: number, date: number): number {
  return new Date(0).setUTCFullYear(year, month, date);
}

export const lastDateOf = (year: number, month: number): number =>
  new Date(dayOf(year, month + 1, 0)).getUTCDate();

/** The same day some months away, or the last of that month where it has no such day. */
export function addMonths(day: number, count: number): number {
  const [year, month] = [yearOf(day), monthOf(day) + count];
  return dayOf(year, month, Math.min(new Date(day).getUTCDate(), lastDateOf(year, month)));
}

/** Back to the nearest day of the week `first` (0 Sunday to 6). */
export function startOfWeek(day: number, first: number): number {
  return day - ((new Date(day).getUTCDay() - first + 7) % 7) * DAY;
}

/** ISO 8601: the week that has the year's first Thursday is its first. */
export function weekOf(day: number): { year: number; week: number } {
  const thursday = startOfWeek(day, 1) + 3 * DAY;
  const year = yearOf(thursday);
  return { year, week: 1 + Math.floor((thursday - dayOf(year, 0, 1)) / (7 * DAY)) };
}

const pad = (part: number, length = 2): string => String(part).padStart(length, "0");

type DayType = "date" | "month" | "week";

export function formatDay(type: DayType, day: number): string {
  const { year, week } = weekOf(day);
  if (type === "week") return `${pad(year, 4)}-W${pad(week)}`;
  const month = `${pad(yearOf(day), 4)}-${pad(monthOf(day) + 1)}`;
  return type === "month" ? month : `${month}-${pad(new Date(day).getUTCDate())}`;
}

/** The (first) day of a value; null for none. */
export function parseDay(type: DayType, value: string): number | null {
  const parts = /^(\d{4,6})-W?(\d\d)(?:-(\d\d))?/.exec(value)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, second = 1, date = 1] = parts;
  if (type === "week") return startOfWeek(dayOf(year, 0, 4), 1) + (second - 1) * 7 * DAY;
  return dayOf(year, second - 1, Number.isNaN(date) ? 1 : date);
}

export interface Time {
  hour: number;
  minute: number;
  second: number;
}

export function parseTime(value: string): Time | null {
  const parts = /(\d\d):(\d\d)(?::(\d\d))?/.exec(value);
  return parts && { hour: Number(parts[1]), minute: Number(parts[2]), second: Number(parts[3] ?? 0) };
}

/** Seconds only where there are any, as browsers write it. */
export function formatTime({ hour, minute, second }: Time): string {
  return `${pad(hour)}:${pad(minute)}${second ? `:${pad(second)}` : ""}`;
}

/** First day of the week in this locale, 0 Sunday to 6. */
export function firstDayOf(locale: string): number {
  type WithWeek = { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  const known = new Intl.Locale(locale) as unknown as WithWeek;
  return ((known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 7) % 7;
}

/** Whether a value may be chosen: an input of the same kind, which is in no document, is asked. */
export function allowerOf(ask: {
  type: string;
  min: string;
  max: string;
  step: string;
  initial: string;
}): (value: string) => boolean {
  const input = document.createElement("input");
  input.type = ask.type;
  input.defaultValue = ask.initial;
  for (const name of ["min", "max", "step"] as const) if (ask[name]) input.setAttribute(name, ask[name]);
  return (value) => {
    input.value = value;
    const { rangeUnderflow, rangeOverflow, stepMismatch } = input.validity;
    return input.value !== "" && !rangeUnderflow && !rangeOverflow && !stepMismatch;
  };
}
