/** A month of days, or a year of months, to choose one of: the grid of the date popups. */
import { button, make, sign, signs } from "./picker_dom";
import {
  addMonths,
  DAY,
  dayOf,
  firstDayOf,
  formatDay,
  lastDateOf,
  monthOf,
  startOfWeek,
  weekOf,
  yearOf,
} from "./picker_dates";
import type { PickerTexts } from "./picker_texts";

export interface CalendarOptions {
  /** What is chosen: a day, a month, or a whole week. */
  unit: "date" | "month" | "week";
  chosen: number | null;
  today: number;
  locale: string;
  texts: PickerTexts;
  may(day: number): boolean;
  choose(day: number): void;
}

type Shows = "days" | "months";

export class Calendar {
  readonly element: HTMLElement;
  readonly #options: CalendarOptions;
  readonly #title: HTMLElement;
  readonly #grid: HTMLElement;
  readonly #first: number;
  #shows: Shows;
  #chosen: number | null;
  #active: number;

  constructor(options: CalendarOptions) {
    this.#options = options;
    this.#first = options.unit === "week" ? 1 : firstDayOf(options.locale);
    this.#shows = options.unit === "month" ? "months" : "days";
    this.#chosen = options.chosen;
    this.#active = options.chosen ?? options.today;
    this.#title = make("button", { class: "title", type: "button", "aria-live": "polite" });
    this.#title.addEventListener("click", () => this.#turnTo(this.#shows === "days" ? "months" : "days"));
    this.#grid = make("div", { role: "grid", onkeydown: (event: KeyboardEvent) => this.#key(event) });
    this.element = make("div", { class: "calendar" }, this.#head(), this.#grid);
    this.#draw();
  }

  focus(): void {
    this.#grid.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }

  /** The day to have in mind, from elsewhere (a button for today). */
  show(day: number): void {
    this.#chosen = this.#active = day;
    this.#draw();
  }

  #head(): HTMLElement {
    const way = (path: string, along: 1 | -1) => {
      const arrow = make("button", { class: "way", type: "button", onclick: () => this.#leaf(along) });
      arrow.append(sign(path));
      return arrow;
    };
    return make("div", { class: "head" }, way(signs.back, -1), this.#title, way(signs.on, 1));
  }

  #leaf(along: number): void {
    this.#active = addMonths(this.#active, along * (this.#shows === "days" ? 1 : 12));
    this.#draw();
  }

  #turnTo(shows: Shows): void {
    if (this.#options.unit === "month") return;
    this.#shows = shows;
    this.#draw();
    this.focus();
  }

  #draw(): void {
    const { locale, texts } = this.#options;
    const isDays = this.#shows === "days";
    const form: Intl.DateTimeFormatOptions = isDays
      ? { year: "numeric", month: "long" }
      : { year: "numeric" };
    this.#title.textContent = this.#format(form, this.#active);
    this.#title.toggleAttribute("disabled", this.#options.unit === "month");
    const [earlier, later] = this.element.querySelectorAll(".way");
    earlier?.setAttribute("aria-label", texts.earlier[isDays ? "month" : "year"]);
    later?.setAttribute("aria-label", texts.later[isDays ? "month" : "year"]);
    this.#grid.className = isDays ? `days ${this.#options.unit}` : "months";
    this.#grid.setAttribute("aria-label", this.#title.textContent);
    this.#grid.lang = locale;
    this.#grid.replaceChildren(...(isDays ? [this.#names(), ...this.#weeks()] : this.#quarters()));
  }

  #format(form: Intl.DateTimeFormatOptions, day: number): string {
    const calendar = new Intl.DateTimeFormat(this.#options.locale, {
      ...form,
      timeZone: "UTC",
      calendar: "gregory",
    });
    return calendar.format(day);
  }

  #names(): HTMLElement {
    const sunday = dayOf(2026, 0, 4);
    const names = Array.from({ length: 7 }, (_, at) => {
      const day = sunday + ((this.#first + at) % 7) * DAY;
      const long = this.#format({ weekday: "long" }, day);
      const short = this.#format({ weekday: "short" }, day);
      return make("span", { role: "columnheader", "aria-label": long }, [...short].slice(0, 2).join(""));
    });
    const corner = this.#options.unit === "week" ? [make("span", { role: "columnheader" })] : [];
    return make("div", { class: "row names", role: "row" }, ...corner, ...names);
  }

  #weeks(): HTMLElement[] {
    const [year, month] = [yearOf(this.#active), monthOf(this.#active)];
    const from = startOfWeek(dayOf(year, month, 1), this.#first);
    const until = dayOf(year, month, lastDateOf(year, month));
    const weeks: HTMLElement[] = [];
    for (let day = from; day <= until; day += 7 * DAY) weeks.push(this.#week(day));
    return weeks;
  }

  #week(from: number): HTMLElement {
    const days = Array.from({ length: 7 }, (_, at) => this.#day(from + at * DAY));
    if (this.#options.unit !== "week") return make("div", { class: "row", role: "row" }, ...days);
    const { week } = weekOf(from);
    const label = this.#options.texts.week(week);
    const number = make("span", { class: "number", role: "rowheader", "aria-label": label }, String(week));
    const isChosen = this.#chosen !== null && startOfWeek(this.#chosen, 1) === from;
    return make("div", { class: isChosen ? "row chosen" : "row", role: "row" }, number, ...days);
  }

  #day(day: number): HTMLElement {
    const isOther = monthOf(day) !== monthOf(this.#active);
    const cell = this.#cell(
      day,
      String(new Date(day).getUTCDate()),
      this.#format({ dateStyle: "full" }, day),
    );
    cell.classList.toggle("other", isOther);
    cell.classList.toggle("today", day === this.#options.today);
    return cell;
  }

  #quarters(): HTMLElement[] {
    const year = yearOf(this.#active);
    const months = Array.from({ length: 12 }, (_, month) => {
      const last = lastDateOf(year, month);
      const day = dayOf(year, month, Math.min(new Date(this.#active).getUTCDate(), last));
      const cell = this.#cell(
        day,
        this.#format({ month: "short" }, day),
        this.#format({ year: "numeric", month: "long" }, day),
      );
      const isNow = formatDay("month", day) === formatDay("month", this.#options.today);
      cell.classList.toggle("today", isNow);
      return cell;
    });
    return [0, 3, 6, 9].map((at) => make("div", { class: "row", role: "row" }, ...months.slice(at, at + 3)));
  }

  #cell(day: number, words: string, label: string): HTMLElement {
    const isFree = this.#isFree(day);
    return make(
      "span",
      {
        role: "gridcell",
        tabIndex: day === this.#active ? 0 : -1,
        "aria-label": label,
        "aria-selected": String(this.#chosen !== null && this.#isSame(day, this.#chosen)),
        "aria-disabled": isFree ? false : "true",
        onclick: () => this.#press(day),
      },
      words,
    );
  }

  /** While months lead to days, a month counts as free: which of its days are is seen there. */
  #isFree(day: number): boolean {
    return (this.#shows === "months" && this.#options.unit !== "month") || this.#options.may(day);
  }

  #isSame(one: number, other: number): boolean {
    if (this.#shows === "months") return formatDay("month", one) === formatDay("month", other);
    return one === other || (this.#options.unit === "week" && startOfWeek(one, 1) === startOfWeek(other, 1));
  }

  #press(day: number): void {
    if (!this.#isFree(day)) return;
    this.#active = day;
    if (this.#shows === "months" && this.#options.unit !== "month") return this.#turnTo("days");
    this.#chosen = day;
    this.#draw();
    this.focus();
    this.#options.choose(day);
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = this.#wayOf(event);
    if (event.key === "Enter" || event.key === " ") this.#press(this.#active);
    else if (to === null) return;
    else this.#go(to);
    event.preventDefault();
  }

  #go(day: number): void {
    if (yearOf(day) < 1 || yearOf(day) > 9999) return;
    this.#active = day;
    this.#draw();
    this.focus();
  }

  #wayOf({ key, shiftKey }: KeyboardEvent): number | null {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key];
    const day = this.#active;
    if (this.#shows === "months") return monthsWay(key, day);
    if (step !== undefined) return day + step * DAY;
    if (key === "PageUp" || key === "PageDown")
      return addMonths(day, (key === "PageUp" ? -1 : 1) * (shiftKey ? 12 : 1));
    if (key === "Home") return startOfWeek(day, this.#first);
    return key === "End" ? startOfWeek(day, this.#first) + 6 * DAY : null;
  }
}

function monthsWay(key: string, day: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -3, ArrowDown: 3, PageUp: -12, PageDown: 12 }[key];
  if (step !== undefined) return addMonths(day, step);
  if (key === "Home") return addMonths(day, -monthOf(day));
  return key === "End" ? addMonths(day, 11 - monthOf(day)) : null;
}

/** The row of buttons under a popup's content. */
export function footer(...buttons: [words: string, press: () => void, isMain?: boolean][]): HTMLElement {
  return make(
    "div",
    { class: "foot" },
    ...buttons.map(([words, press, isMain]) => button(isMain ? "main" : "plain", words, press)),
  );
}
