/** Opening hours by weekday, holidays, and whose clock they go by. */
import { useState } from "preact/hooks";
import type { Catalogue, Language } from "../../viewer/boot";
import { Check, TextField, useProblem } from "./fields";
import { withAt, withoutAt } from "./lists";
import type { PageProps } from "./settings";
import { isOvernight, readSpan, writeSpan } from "./spans";
import { SETTINGS_TEXTS } from "./texts";
import { DAYS } from "./types";
import type { Day, Hours } from "./types";

const USUAL = "9:00-18:00";
/** As many spans a day has at most. */
const MOST_SPANS = 8;
/** 2026-01-05, a Monday: days are named as the language names them. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY = 24 * 60 * 60 * 1000;

interface Texts {
  zone: string;
  zoneHint: string;
  week: string;
  always: string;
  closed: string;
  open: (day: string) => string;
  from: string;
  to: string;
  overnight: string;
  addSpan: (day: string) => string;
  copy: string;
  holidays: string;
  holidaysHint: string;
  holiday: string;
  noHolidays: string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    zone: "Time zone",
    zoneHint: "Whose clock the hours go by, such as Asia/Tokyo or Europe/Berlin.",
    week: "Week",
    always: "No day has hours, so the shop’s people are there day and night, but on holidays.",
    closed: "closed",
    open: (day) => `Open on ${day}`,
    from: "from",
    to: "to",
    overnight: "on the next day",
    addSpan: (day) => `Add hours on ${day}`,
    copy: "Monday’s hours for Tuesday to Friday",
    holidays: "Holidays",
    holidaysHint: "Nobody is there on these days.",
    holiday: "Day",
    noHolidays: "none",
  },
  ja: {
    zone: "タイムゾーン",
    zoneHint: "営業時間の基準となる時計です。例：Asia/Tokyo",
    week: "曜日",
    always: "どの曜日にも時間がないため、休業日を除き終日対応になります。",
    closed: "休業",
    open: (day) => `${day}に営業`,
    from: "開始",
    to: "終了",
    overnight: "翌日",
    addSpan: (day) => `${day}の時間帯を追加`,
    copy: "月曜の時間を火〜金曜にも使う",
    holidays: "休業日",
    holidaysHint: "この日は担当者がいません。",
    holiday: "日付",
    noHolidays: "なし",
  },
};

export function HoursPage({ lang, value, edit }: PageProps<"hours">) {
  const texts = TEXTS[lang];
  const { hours } = value;
  const problem = useProblem("hours");
  const set = (change: Partial<Hours>, at = "") => edit({ ...value, hours: { ...hours, ...change } }, at);
  const isAlways = DAYS.every((day) => hours[day].length === 0);
  return (
    <>
      <section class="settings-card" aria-label={texts.week}>
        <p class="field-problem" role="alert" hidden={!problem}>
          {problem}
        </p>
        {isAlways && <p class="settings-none">{texts.always}</p>}
        <ul class="days">
          {DAYS.map((day, i) => (
            <DayRow
              key={day}
              name={dayName(i, lang)}
              spans={hours[day]}
              texts={texts}
              lang={lang}
              set={(spans, at) => set({ [day]: spans } as Partial<Record<Day, string[]>>, at)}
            />
          ))}
        </ul>
        <button
          type="button"
          class="button"
          disabled={DAYS.slice(1, 5).every((day) => hours[day].join() === hours.monday.join())}
          onClick={() => {
            const { monday } = hours;
            set({ tuesday: monday, wednesday: monday, thursday: monday, friday: monday });
          }}
        >
          {texts.copy}
        </button>
      </section>
      <section class="settings-card time-zone">
        <TextField
          label={texts.zone}
          hint={texts.zoneHint}
          list="time-zones"
          value={hours.time_zone}
          set={(time_zone) => set({ time_zone }, "time_zone")}
        />
        <datalist id="time-zones">
          {Intl.supportedValuesOf("timeZone").map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </section>
      <Holidays lang={lang} days={hours.holidays} set={(holidays) => set({ holidays })} />
    </>
  );
}

interface DayProps {
  name: string;
  spans: string[];
  texts: Texts;
  lang: Language;
  set: (spans: string[], at?: string) => void;
}

function DayRow({ name, spans, texts, lang, set }: DayProps) {
  return (
    <li>
      <div class="day" role="group" aria-label={name}>
        <Check label={name} on={spans.length > 0} set={(on) => set(on ? [USUAL] : [])} />
        <div class="spans">
          {spans.length === 0 && <span class="field-hint">{texts.closed}</span>}
          {spans.map((text, at) => (
            <SpanFields
              key={at}
              {...{ name, text, texts }}
              set={(span) => set(withAt(spans, at, span), `${name} ${at}`)}
              remove={spans.length > 1 ? () => set(withoutAt(spans, at)) : null}
              removeWords={SETTINGS_TEXTS[lang].remove(text)}
            />
          ))}
        </div>
        {spans.length > 0 && spans.length < MOST_SPANS && (
          <button
            type="button"
            class="quiet"
            aria-label={texts.addSpan(name)}
            title={texts.addSpan(name)}
            onClick={() => set([...spans, "19:00-21:00"])}
          >
            +
          </button>
        )}
      </div>
    </li>
  );
}

interface SpanProps {
  name: string;
  text: string;
  texts: Texts;
  set: (span: string) => void;
  remove: (() => void) | null;
  removeWords: string;
}

function SpanFields({ name, text, texts, set, remove, removeWords }: SpanProps) {
  const span = readSpan(text);
  const put = (change: Partial<typeof span>) => {
    const next = { ...span, ...change };
    if (next.from && next.to) set(writeSpan(next));
  };
  return (
    <span class="span">
      <input
        type="time"
        aria-label={`${name} ${texts.from}`}
        value={span.from}
        onInput={(event) => put({ from: event.currentTarget.value })}
      />
      –
      <input
        type="time"
        aria-label={`${name} ${texts.to}`}
        value={span.to}
        onInput={(event) => put({ to: event.currentTarget.value })}
      />
      {isOvernight(span) && <span class="field-hint">{texts.overnight}</span>}
      {remove && (
        <button type="button" class="quiet" aria-label={removeWords} title={removeWords} onClick={remove}>
          ×
        </button>
      )}
    </span>
  );
}

interface HolidayProps {
  lang: Language;
  days: string[];
  set: (days: string[]) => void;
}

function Holidays({ lang, days, set }: HolidayProps) {
  const texts = TEXTS[lang];
  const [day, setDay] = useState("");
  const add = () => {
    if (day && !days.includes(day)) set([...days, day].sort());
    setDay("");
  };
  return (
    <section class="settings-card" aria-label={texts.holidays}>
      <h2>{texts.holidays}</h2>
      <p class="field-hint">{texts.holidaysHint}</p>
      <ul class="chips">
        {days.length === 0 && <li class="field-hint">{texts.noHolidays}</li>}
        {days.map((one) => (
          <li key={one} class="chip">
            {showDay(one, lang)}
            <button
              type="button"
              aria-label={SETTINGS_TEXTS[lang].remove(showDay(one, lang))}
              onClick={() => set(days.filter((other) => other !== one))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <div class="add-day">
        <input
          type="date"
          aria-label={texts.holiday}
          value={day}
          onInput={(event) => setDay(event.currentTarget.value)}
        />
        <button type="button" class="button" disabled={day === ""} onClick={add}>
          {SETTINGS_TEXTS[lang].add}
        </button>
      </div>
    </section>
  );
}

const dayName = (at: number, lang: Language): string =>
  new Intl.DateTimeFormat(lang, { weekday: "long", timeZone: "UTC" }).format(MONDAY + at * DAY);

const showDay = (day: string, lang: Language): string =>
  new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: "UTC" }).format(Date.parse(day));
