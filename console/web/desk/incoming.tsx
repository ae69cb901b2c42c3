/** What rings at this rep: shoppers who wait, and what colleagues ask. Each until it is answered, taken back, or has been too long. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { serverNow } from "../viewer/api";
import { VIEWER_TEXTS, shownName } from "../viewer/texts";
import { decline, useStaff } from "./colleagues";
import { COLLEAGUE_TEXTS } from "./colleague_texts";
import type { ColleagueTexts } from "./colleague_texts";
import { formatElapsed } from "./elapsed";
import type { Way } from "./opening";
import type { Entry } from "./queue";
import { baseOf } from "./queue_list";
import { useRinging } from "./ringing";
import { useTick } from "./use_tick";

interface Call {
  entry: Entry;
  title: string;
  note: string;
  yes: string;
  way: Way;
  until: number;
}

export const DECLINE_CLASS = "call-decline";

/** What calls for this rep now, the oldest first. */
export function callsOf(entries: Entry[], texts: ColleagueTexts, nameOf: (entry: Entry) => string): Call[] {
  return entries.flatMap((entry): Call[] => {
    const { session, offer, request } = entry;
    if (request?.toMe && request.state === "open") {
      const { kind, by, note, until } = request;
      const title = texts.asks[kind](by, nameOf(entry));
      return [{ entry, title, note, yes: texts.accept[kind], way: { by: "request", session }, until }];
    }
    if (!offer?.mine) return [];
    const title = texts.ringing(nameOf(entry));
    return [{ entry, title, note: "", yes: texts.take, way: { by: "session", session }, until: offer.until }];
  });
}

interface IncomingProps {
  open: (way: Way) => void;
  /** Shoppers open by themselves. */
  auto: boolean;
  rings: boolean;
}

export function Incoming({ open, auto, rings }: IncomingProps) {
  const { lang, entries } = useStaff();
  const texts = COLLEAGUE_TEXTS[lang];
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  useTick();
  const nameOf = ({ shopper }: Entry) => shownName({ ...shopper, role: "shopper" }, VIEWER_TEXTS[lang]);
  const all = callsOf(entries, texts, nameOf).filter((one) => serverNow() < one.until * 1000);
  const calls = all.filter((one) => !answered.has(keyOf(one)));
  const keys = all.map(keyOf);
  // What has gone from the list may come again.
  useEffect(
    () => setAnswered((before) => new Set([...before].filter((key) => keys.includes(key)))),
    [keys.join()],
  );
  useRinging(rings && calls.length > 0);
  useOpened(calls, auto, open);
  const answer = (one: Call) => setAnswered((before) => new Set([...before, keyOf(one)]));
  return (
    <section class="calls" aria-label={texts.forYou} aria-live="assertive" hidden={calls.length === 0}>
      {calls.map((one) => (
        <CallCard
          key={keyOf(one)}
          call={one}
          texts={texts}
          accept={() => {
            answer(one);
            open(one.way);
          }}
          refuse={() => {
            answer(one);
            void decline(one.entry.session).catch(() => undefined);
          }}
        />
      ))}
    </section>
  );
}

/** The same shopper may ring again later. */
const keyOf = ({ entry, until, way }: Call): string => `${way.by} ${entry.session} ${until}`;

function CallCard({
  call,
  texts,
  accept,
  refuse,
}: {
  call: Call;
  texts: ColleagueTexts;
  accept: () => void;
  refuse: () => void;
}) {
  const { entry, title, note, yes, until } = call;
  const waited = formatElapsed(serverNow() - entry.since * 1000);
  return (
    <div class="call" role="group" aria-label={title} data-call={entry.session}>
      <p class="call-title">{title}</p>
      <p class="call-facts">
        <span class="entry-lang">{baseOf(entry.shopper.lang).toUpperCase()}</span>
        {entry.skill && <span class="entry-skill">{entry.skill}</span>}
        <span class="call-page">{entry.title}</span>
        {/* Read out once, not every second. */}
        <span class="entry-time" aria-live="off">
          {waited}
        </span>
      </p>
      {note && <blockquote class="call-note">{note}</blockquote>}
      <p class="call-answers">
        <button type="button" class="button primary" onClick={accept}>
          {yes}
        </button>
        <button type="button" class={`button ${DECLINE_CLASS}`} onClick={refuse}>
          {texts.notNow}
        </button>
      </p>
      <Countdown until={until} />
    </div>
  );
}

/** A bar that runs out with the time for an answer. Its length goes through the CSSOM: the page's policy allows no style attribute. */
function Countdown({ until }: { until: number }) {
  const bar = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const left = Math.max(0, until * 1000 - serverNow());
    const runs = bar.current?.animate([{ scale: "1 1" }, { scale: "0 1" }], {
      duration: left,
      fill: "forwards",
    });
    return () => runs?.cancel();
  }, [until]);
  return <span class="call-countdown" ref={bar} aria-hidden="true" />;
}

/** Each shopper once; whoever has more than one desk open takes it where they look. */
function useOpened(calls: Call[], auto: boolean, open: (way: Way) => void): void {
  const opened = useRef(new Set<string>());
  const due = calls.filter((one) => one.way.by === "session").map(keyOf);
  const isSeen = document.visibilityState === "visible";
  useEffect(() => {
    if (!auto || !isSeen) return;
    for (const call of calls) {
      if (call.way.by !== "session" || opened.current.has(keyOf(call))) continue;
      opened.current.add(keyOf(call));
      open(call.way);
    }
  }, [auto, isSeen, due.join()]);
}
