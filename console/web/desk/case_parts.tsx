/** What calls and messages have in common at the desk: a heading with a count, who has it, and what went wrong. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { CASE_TEXTS } from "./case_texts";
import type { CaseTexts } from "./case_texts";
import type { Case } from "./cases";
import { baseOf, pathOf } from "./queue_list";
import { DESK_TEXTS } from "./texts";

interface SectionProps {
  title: string;
  count: number;
  none: string;
  children: ComponentChildren;
}

export function Section({ title, count, none, children }: SectionProps) {
  return (
    <section class="queue cases" aria-label={title}>
      <h2>
        {title} <span class="count">{count}</span>
      </h2>
      {count === 0 && <p class="queue-none">{none}</p>}
      <ul class="entries">{children}</ul>
    </section>
  );
}

/** The first line of a case: whose it is, in which language, who has it. */
export function Head({ one, lang }: { one: Case; lang: Language }) {
  const texts = CASE_TEXTS[lang];
  const holder = one.mine ? texts.mine : one.rep ? texts.takenBy(one.rep) : "";
  return (
    <p class="case-head">
      <span class="entry-name">{one.name || texts.nameless}</span>
      <span class="entry-lang" title={DESK_TEXTS[lang].languages[baseOf(one.lang)] ?? one.lang}>
        {baseOf(one.lang).toUpperCase()}
      </span>
      <span class={one.mine ? "case-with mine" : "case-with"}>{holder}</span>
    </p>
  );
}

/** The page that it is about. */
export function Where({ one, lang }: { one: Pick<Case, "title" | "url">; lang: Language }) {
  return (
    <p class="case-where">
      <span>{one.title || DESK_TEXTS[lang].untitled}</span> <span class="entry-url">{pathOf(one.url)}</span>
    </p>
  );
}

export interface Doing {
  busy: boolean;
  trouble: string;
  /** Carries out a change; what is refused stands in `trouble`. */
  run(change: () => Promise<unknown>): void;
}

export function useDoing(lang: Language): Doing {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const run = (change: () => Promise<unknown>) => {
    setBusy(true);
    setTrouble("");
    change()
      .catch((error: unknown) => setTrouble(wordsOf(error, CASE_TEXTS[lang])))
      .finally(() => setBusy(false));
  };
  return { busy, trouble, run };
}

function wordsOf(error: unknown, texts: CaseTexts): string {
  if (!(error instanceof ApiError)) return texts.failed;
  if (error.code === "taken") return texts.taken(String(error.details["who"] ?? ""));
  return error.code === "case-over" ? texts.over : texts.failed;
}

export function Trouble({ doing }: { doing: Doing }) {
  return (
    <p class="case-trouble" role="alert" hidden={!doing.trouble}>
      {doing.trouble}
    </p>
  );
}

interface ActProps {
  doing: Doing;
  act: () => Promise<unknown>;
  primary?: boolean;
  children: ComponentChildren;
}

export function Act({ doing, act, primary = false, children }: ActProps) {
  return (
    <button
      type="button"
      class={primary ? "button primary" : "button"}
      disabled={doing.busy}
      onClick={() => doing.run(act)}
    >
      {children}
    </button>
  );
}

/** A moment by the rep's own clock, with the day when it is not today. Unix seconds. */
export function formatMoment(at: number, lang: Language, now: number): string {
  const [date, today] = [new Date(at * 1000), new Date(now * 1000)];
  const time: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  const day: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short" };
  const isToday = date.toDateString() === today.toDateString();
  return new Intl.DateTimeFormat(lang, isToday ? time : { ...day, ...time }).format(date);
}
