/** Shoppers who wait for a call: whom, when, on which page; taken by one rep, who notes what came of it. */
import { useState } from "preact/hooks";
import { serverNow } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { Act, formatMoment, Head, Section, Trouble, useDoing, Where } from "./case_parts";
import type { Doing } from "./case_parts";
import { CASE_TEXTS } from "./case_texts";
import { changeCallback, inOrder, OUTCOMES } from "./cases";
import type { Callback, Outcome } from "./cases";
import { formatElapsed, pressingOf } from "./elapsed";
import type { Way } from "./opening";
import { useTick } from "./use_tick";

interface CallbacksProps {
  callbacks: Callback[];
  lang: Language;
  open: (way: Way) => void;
}

export function Callbacks({ callbacks, lang, open }: CallbacksProps) {
  const texts = CASE_TEXTS[lang];
  useTick();
  return (
    <Section title={texts.callbacks} count={callbacks.length} none={texts.noCallbacks}>
      {inOrder(callbacks, serverNow() / 1000).map((one) => (
        <Row key={one.id} one={one} lang={lang} open={open} />
      ))}
    </Section>
  );
}

function Row({ one, lang, open }: { one: Callback; lang: Language; open: (way: Way) => void }) {
  const texts = CASE_TEXTS[lang];
  const doing = useDoing(lang);
  const { session } = one;
  return (
    <li class={one.mine ? "case mine" : "case"} data-case={one.id}>
      <Head one={one} lang={lang} />
      <p class="case-line">
        <a class="case-number" href={`tel:${one.number}`} aria-label={texts.call(one.shown)}>
          {one.shown}
        </a>
        <Wanted one={one} lang={lang} />
      </p>
      <Where one={one} lang={lang} />
      <Tries one={one} lang={lang} />
      <p class="case-acts">
        {one.state === "new" && (
          <Act doing={doing} act={() => changeCallback(one.id, { do: "take" })} primary>
            {texts.take}
          </Act>
        )}
        {session && (
          <button type="button" class="button" onClick={() => open({ by: "session", session })}>
            {texts.seePage}
          </button>
        )}
        {one.mine && (
          <Act doing={doing} act={() => changeCallback(one.id, { do: "give-back" })}>
            {texts.giveBack}
          </Act>
        )}
      </p>
      {one.mine && <OutcomeForm one={one} lang={lang} doing={doing} />}
      <Trouble doing={doing} />
    </li>
  );
}

/** The wanted time, or for how long the shopper has waited. */
function Wanted({ one, lang }: { one: Callback; lang: Language }) {
  const now = serverNow();
  if (one.wanted !== null) {
    const kind = one.wanted * 1000 <= now ? "now" : "calm";
    return <span class={`entry-time ${kind}`}>{formatMoment(one.wanted, lang, now / 1000)}</span>;
  }
  const waited = now - one.at * 1000;
  return (
    <span class={`entry-time ${pressingOf(waited)}`} title={CASE_TEXTS[lang].soon}>
      {formatElapsed(waited)}
    </span>
  );
}

function Tries({ one, lang }: { one: Callback; lang: Language }) {
  const texts = CASE_TEXTS[lang];
  if (one.tries.length === 0) return null;
  return (
    <ul class="case-tries">
      {one.tries.map(({ at, by, outcome, note }) => (
        <li key={at}>
          {texts.tried(formatMoment(at, lang, serverNow() / 1000), by, texts.outcomes[outcome])}
          {note && <q>{note}</q>}
        </li>
      ))}
    </ul>
  );
}

function OutcomeForm({ one, lang, doing }: { one: Callback; lang: Language; doing: Doing }) {
  const texts = CASE_TEXTS[lang];
  const [outcome, setOutcome] = useState<Outcome>("reached");
  const [note, setNote] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(async () => {
      await changeCallback(one.id, { do: "outcome", outcome, note });
      setNote("");
    });
  };
  return (
    <form class="case-outcome" onSubmit={submit}>
      <select
        aria-label={texts.outcome}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value as Outcome)}
      >
        {OUTCOMES.map((value) => (
          <option key={value} value={value}>
            {texts.outcomes[value]}
          </option>
        ))}
      </select>
      <input
        aria-label={texts.note}
        placeholder={texts.note}
        maxLength={2000}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={doing.busy}>
        {texts.keep}
      </button>
    </form>
  );
}
