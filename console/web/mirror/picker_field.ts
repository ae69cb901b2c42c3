/** The popups of date and time inputs: a calendar, a clock, or both. */
import { Calendar, footer } from "./picker_calendar";
import { colourView } from "./picker_colour";
import { allowerOf, formatDay, formatTime, parseDay, parseTime, today, type Time } from "./picker_dates";
import { make } from "./picker_dom";
import type { PickerTexts } from "./picker_texts";
import { Clock } from "./picker_time";
import type { Answered, FieldAsk, View } from "./picker_types";

export function fieldView(ask: FieldAsk, texts: PickerTexts, locale: string, answered: Answered): View {
  switch (ask.type) {
    case "color":
      return colourView(ask, texts, answered);
    case "time":
      return timeView(ask, texts, locale, answered);
    case "datetime-local":
      return bothView(ask, texts, locale, answered);
    default:
      return dayView(ask, ask.type, texts, locale, answered);
  }
}

function dayView(
  ask: FieldAsk,
  unit: "date" | "month" | "week",
  texts: PickerTexts,
  locale: string,
  answered: Answered,
): View {
  const may = allowerOf(ask);
  const now = formatDay(unit, today());
  const calendar = new Calendar({
    ...{ unit, locale, texts, today: today(), chosen: parseDay(unit, ask.value) },
    may: (day) => may(formatDay(unit, day)),
    choose: (day) => answered(["chosen", formatDay(unit, day)]),
  });
  const chooseNow = () => may(now) && answered(["chosen", now]);
  return viewOf([calendar.element], ask, texts, answered, chooseNow, null, () => calendar.focus());
}

function timeView(ask: FieldAsk, texts: PickerTexts, locale: string, answered: Answered): View {
  const may = allowerOf(ask);
  let isChanged = false;
  const done = () => answered(isChanged || !ask.value ? ["chosen", formatTime(clock.time)] : ["left"]);
  const clock: Clock = new Clock({
    ...{ locale, texts, may, step: stepOf(ask), time: parseTime(ask.value) ?? firstFrom(now(), may) },
    changed: () => void (isChanged = true),
    done,
  });
  const chooseNow = () => answered(["chosen", formatTime(firstFrom(now(), may))]);
  const view = viewOf([clock.element], ask, texts, answered, chooseNow, done, () => clock.focus());
  return { ...view, settle: () => (isChanged ? done() : answered(["left"])) };
}

function bothView(ask: FieldAsk, texts: PickerTexts, locale: string, answered: Answered): View {
  const may = allowerOf(ask);
  let day = parseDay("date", ask.value) ?? today();
  let isChanged = false;
  const valueAt = (time: string, on = day) => `${formatDay("date", on)}T${time}`;
  const mayOn = (time: string) => may(valueAt(time));
  const done = () => answered(["chosen", valueAt(formatTime(clock.time))]);
  const changed = () => void (isChanged = true);
  const time = parseTime(ask.value) ?? firstFrom(now(), mayOn);
  const clock: Clock = new Clock({ locale, texts, step: stepOf(ask), time, may: mayOn, changed, done });
  const calendar = new Calendar({
    ...{ unit: "date", locale, texts, today: today(), chosen: parseDay("date", ask.value) },
    may: (on) => may(valueAt(formatTime(firstFrom(clock.time, (time) => may(valueAt(time, on)))), on)),
    choose(on) {
      day = on;
      isChanged = true;
      clock.show(firstFrom(clock.time, mayOn));
    },
  });
  const chooseNow = () => {
    day = today();
    answered(["chosen", valueAt(formatTime(firstFrom(now(), mayOn)))]);
  };
  const both = make("div", { class: "both" }, calendar.element, clock.element);
  const focus = () => {
    clock.focus();
    calendar.focus();
  };
  const view = viewOf([both], ask, texts, answered, chooseNow, done, focus);
  return { ...view, settle: () => (isChanged ? done() : answered(["left"])) };
}

function viewOf(
  content: HTMLElement[],
  ask: FieldAsk,
  texts: PickerTexts,
  answered: Answered,
  chooseNow: () => void,
  done: (() => void) | null,
  focus: () => void,
): View {
  const clear: [string, () => void][] =
    ask.isRequired || !ask.value ? [] : [[texts.clear, () => answered(["chosen", ""])]];
  const rest: [string, () => void, boolean?][] = done ? [[texts.done, done, true]] : [];
  const nowWords = ask.type === "color" ? "" : texts.now[ask.type];
  const foot = footer(...clear, [nowWords, chooseNow], ...rest);
  return { element: make("div", { class: "field" }, ...content, foot), focus };
}

function now(): Time {
  const clock = new Date();
  return { hour: clock.getHours(), minute: clock.getMinutes(), second: 0 };
}

const stepOf = ({ step }: FieldAsk): number => (/^any$/i.test(step) ? NaN : Number(step) || 60);

const MINUTES = 24 * 60;

/** The time itself, or the first minute from it on, around midnight, that may be chosen. */
export function firstFrom(time: Time, may: (time: string) => boolean): Time {
  if (may(formatTime(time))) return time;
  for (let more = 0; more < MINUTES; more++) {
    const minutes = (time.hour * 60 + time.minute + more) % MINUTES;
    const other = { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0 };
    if (may(formatTime(other))) return other;
  }
  return time;
}
