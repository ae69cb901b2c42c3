/** Who would have been asked today by the rules as they stand in the form, counted anew while they are edited. */
import { useEffect, useState } from "preact/hooks";
import { ApiError, call } from "../../viewer/api";
import type { Language } from "../../viewer/boot";
import { languageName } from "./conditions";
import { RULE_TEXTS } from "./rule_texts";
import type { RuleTexts } from "./rule_texts";
import type { AskLimits, AskRule, Device } from "./types";

/** Milliseconds after the last change of the rules; and how often the day's visits are counted anew. */
const CALM = 400;
const AGAIN = 30_000;

interface WouldAsk {
  /** Unix seconds. */
  at: number;
  url: string;
  title: string;
  rule: string;
  lang: string;
  device: Device;
  returning: boolean;
}

interface Shown {
  /** Unix seconds: when the shop's day began. */
  since: number;
  visits: number;
  /** Visits of today that were not looked at. */
  uncounted: number;
  asked: number;
  refused: number;
  held_out: number;
  rules: { name: string; asked: number; maybe: number }[];
  rows: WouldAsk[];
}

export interface PreviewState {
  shown: Shown | null;
  isCounting: boolean;
  isWrong: boolean;
}

export function usePreview(ask: AskRule[], ask_limits: AskLimits): PreviewState {
  const [state, setState] = useState<PreviewState>({ shown: null, isCounting: true, isWrong: false });
  const asked = JSON.stringify({ ask: ask.map(bare), ask_limits });
  useEffect(() => {
    let timer = 0;
    let over = false;
    const count = async () => {
      const next = await look(asked);
      if (over) return;
      setState((before) => ({ ...next, shown: next.shown ?? before.shown }));
      timer = window.setTimeout(() => void count(), AGAIN);
    };
    setState((before) => ({ ...before, isCounting: true }));
    timer = window.setTimeout(() => void count(), CALM);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return state;
}

/** A line that was only just begun asks for nothing yet. */
const bare = (rule: AskRule): AskRule => ({ ...rule, path: rule.path.filter(Boolean) });

async function look(asked: string): Promise<PreviewState> {
  try {
    const shown = await call<Shown>("POST", "/api/v1/ask/preview", JSON.parse(asked));
    return { shown, isCounting: false, isWrong: false };
  } catch (error) {
    return { shown: null, isCounting: false, isWrong: error instanceof ApiError };
  }
}

export function Preview({ lang, state }: { lang: Language; state: PreviewState }) {
  const texts = RULE_TEXTS[lang];
  const { shown, isCounting, isWrong } = state;
  const unsure = shown?.rules.filter((rule) => rule.maybe > 0) ?? [];
  return (
    <>
      <h2>{texts.preview}</h2>
      <p class={isCounting ? "preview-count counting" : "preview-count"} role="status">
        {countWords(texts, state)}
      </p>
      {shown && shown.visits > 0 && !isWrong && (
        <>
          <ul class="preview-notes">
            {shown.refused > 0 && <li>{texts.refused(shown.refused)}</li>}
            {shown.held_out > 0 && <li>{texts.heldOut(shown.held_out)}</li>}
            {shown.uncounted > 0 && <li>{texts.more(shown.uncounted)}</li>}
            {unsure.map((rule) => (
              <li key={rule.name}>{texts.unsure(rule.name, rule.maybe)}</li>
            ))}
            <li>{texts.assumed}</li>
          </ul>
          <Rows rows={shown.rows} lang={lang} />
        </>
      )}
    </>
  );
}

function countWords(texts: RuleTexts, { shown, isWrong }: PreviewState): string {
  if (isWrong) return texts.previewWrong;
  if (!shown) return texts.counting;
  return shown.visits === 0 ? texts.noVisits : texts.asked(shown.asked, shown.visits);
}

function Rows({ rows, lang }: { rows: WouldAsk[]; lang: Language }) {
  const texts = RULE_TEXTS[lang];
  const clock = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" });
  if (rows.length === 0) return null;
  return (
    <ol class="preview-rows" aria-label={texts.latest} tabIndex={0}>
      {rows.map((row) => (
        <li key={`${row.at} ${row.url} ${row.rule}`}>
          <time>{clock.format(row.at * 1000)}</time>
          <span class="preview-page" title={row.url}>
            {row.title || pathOf(row.url)}
          </span>
          <span class="preview-rule">{row.rule}</span>
          <span class="preview-facts">
            {[
              pathOf(row.url),
              languageName(row.lang.slice(0, 2), lang),
              texts.devices[row.device],
              row.returning && texts.returned,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ol>
  );
}

const pathOf = (url: string): string => {
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
};
