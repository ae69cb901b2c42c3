/** Columns of hours, minutes and, where the step asks for them, seconds; with halves of the day where the language has them. */
import { make } from "./picker_dom";
import { formatTime, type Time } from "./picker_dates";
import type { PickerTexts } from "./picker_texts";

export interface ClockOptions {
  time: Time;
  /** Seconds from one allowed time to the next; NaN for any. */
  step: number;
  locale: string;
  texts: PickerTexts;
  may(time: string): boolean;
  changed(time: Time): void;
  /** Enter. */
  done(): void;
}

interface Column {
  label: string;
  /** What is shown, by value, in order. */
  items: [value: number, words: string][];
  get(time: Time): number;
  set(time: Time, value: number): Time;
  /** An hour may be chosen when any of its minutes may. */
  bends?: true;
}

export class Clock {
  readonly element: HTMLElement;
  time: Time;
  readonly #options: ClockOptions;
  readonly #columns: Column[];
  readonly #lists: HTMLElement[];

  constructor(options: ClockOptions) {
    this.#options = options;
    this.time = options.time;
    this.#columns = columnsOf(options);
    this.#lists = this.#columns.map((column, at) => this.#list(column, at));
    this.element = make("div", { class: "clock", role: "group" }, ...this.#lists);
    this.#draw();
  }

  focus(): void {
    this.#lists[0]?.focus({ preventScroll: true });
    this.#draw("center");
  }

  show(time: Time): void {
    this.time = time;
    this.#draw("center");
  }

  #list({ label, items }: Column, at: number): HTMLElement {
    const options = items.map(([value, words]) =>
      make(
        "div",
        { class: "option", role: "option", id: `c${at}-${value}`, onclick: () => this.#set(at, value) },
        words,
      ),
    );
    const onkeydown = (event: KeyboardEvent) => this.#key(event, at);
    return make("div", { role: "listbox", tabIndex: 0, "aria-label": label, onkeydown }, ...options);
  }

  #set(at: number, value: number): void {
    const time = this.#allowed(this.#columns[at]!, value);
    if (!time) return;
    this.time = time;
    this.#draw("nearest");
    this.#options.changed(time);
  }

  /** The time with this value in this column, where need be with other minutes; null when there is none. */
  #allowed(column: Column, value: number): Time | null {
    const time = column.set(this.time, value);
    if (this.#options.may(formatTime(time))) return time;
    for (let minute = 0; column.bends && minute < 60; minute++) {
      const other = { ...time, minute, second: 0 };
      if (this.#options.may(formatTime(other))) return other;
    }
    return null;
  }

  #draw(block: ScrollLogicalPosition | null = null): void {
    for (const [at, column] of this.#columns.entries()) {
      const list = this.#lists[at]!;
      const current = column.get(this.time);
      for (const [i, [value]] of column.items.entries()) {
        const option = list.children[i]!;
        const isChosen = value === current;
        option.setAttribute("aria-selected", String(isChosen));
        option.setAttribute("aria-disabled", String(!this.#allowed(column, value)));
        if (!isChosen) continue;
        list.setAttribute("aria-activedescendant", option.id);
        if (block) option.scrollIntoView({ block });
      }
    }
  }

  #key(event: KeyboardEvent, at: number): void {
    const { key } = event;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (key === "ArrowUp" || key === "ArrowDown") this.#step(at, key === "ArrowDown" ? 1 : -1);
    else if (key === "Home" || key === "End") this.#step(at, key === "End" ? -1 : 1, true);
    else if (key === "ArrowLeft" || key === "ArrowRight")
      this.#lists[at + (key === "ArrowRight" ? 1 : -1)]?.focus({ preventScroll: true });
    else if (key === "Enter") this.#options.done();
    else return;
    event.preventDefault();
  }

  /** To the next item that may be, around the end; `fromEdge` from the first or last one on. */
  #step(at: number, along: 1 | -1, fromEdge = false): void {
    const column = this.#columns[at]!;
    const { items, get } = column;
    const here = fromEdge ? -1 : items.findIndex(([value]) => value === get(this.time));
    for (let i = 1; i <= items.length; i++) {
      const start = fromEdge && along < 0 ? 0 : here;
      const value = items[(start + along * i + items.length * 2) % items.length]![0];
      if (this.#allowed(column, value)) return this.#set(at, value);
    }
  }
}

function columnsOf({ step, locale, texts, time }: ClockOptions): Column[] {
  const isHalved = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 === true;
  const columns = [isHalved ? halvedHours(texts) : hours(texts), sixty("minute", texts.minute)];
  if (step % 60 !== 0 || time.second) columns.push(sixty("second", texts.second));
  if (isHalved) columns.push(halves(locale, texts));
  return columns;
}

const two = (value: number): string => String(value).padStart(2, "0");

function sixty(part: "minute" | "second", label: string): Column {
  return {
    label,
    items: Array.from({ length: 60 }, (_, value) => [value, two(value)]),
    get: (time) => time[part],
    set: (time, value) => ({ ...time, [part]: value }),
  };
}

function hours({ hour: label }: PickerTexts): Column {
  return {
    label,
    items: Array.from({ length: 24 }, (_, value) => [value, two(value)]),
    get: (time) => time.hour,
    set: (time, hour) => ({ ...time, hour }),
    bends: true,
  };
}

function halvedHours({ hour: label }: PickerTexts): Column {
  return {
    label,
    items: Array.from({ length: 12 }, (_, value) => [value, String(value || 12)]),
    get: (time) => time.hour % 12,
    set: (time, value) => ({ ...time, hour: value + (time.hour >= 12 ? 12 : 0) }),
    bends: true,
  };
}

function halves(locale: string, { half: label }: PickerTexts): Column {
  const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", hour12: true, timeZone: "UTC" });
  const nameOf = (hour: number) =>
    clock.formatToParts(hour * 3_600_000).find((part) => part.type === "dayPeriod")?.value ?? "";
  return {
    label,
    items: [
      [0, nameOf(9)],
      [12, nameOf(15)],
    ],
    get: (time) => (time.hour >= 12 ? 12 : 0),
    set: (time, half) => ({ ...time, hour: (time.hour % 12) + half }),
    bends: true,
  };
}
