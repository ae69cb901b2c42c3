/** Who waits, longest first, and what is in progress. */
import type { Language } from "../viewer/boot";
import { serverNow } from "../viewer/api";
import { Dot } from "../viewer/stage";
import { VIEWER_TEXTS, shownName } from "../viewer/texts";
import { COLLEAGUE_TEXTS } from "./colleague_texts";
import { formatElapsed, pressingOf } from "./elapsed";
import type { Way } from "./opening";
import type { Entry } from "./queue";
import { QueueFilter, isForMe, useFilter } from "./queue_filter";
import { DESK_TEXTS } from "./texts";
import type { DeskTexts } from "./texts";
import { TagRow } from "./tag_row";
import { useTick } from "./use_tick";
import type { Queue } from "./use_queue";

interface QueueProps {
  queue: Queue;
  lang: Language;
  open: (way: Way) => void;
  current: string | null;
}

export function QueueList({ queue, lang, open, current }: QueueProps) {
  const texts = DESK_TEXTS[lang];
  const more = COLLEAGUE_TEXTS[lang];
  useTick();
  // Who waits for a call stands among the calls.
  const called = new Set(queue.cases.callbacks.map((one) => one.session));
  const waiting = queue.entries.filter((entry) => entry.state === "waiting" && !called.has(entry.session));
  const [mine, choose] = useFilter();
  const shown = mine ? waiting.filter(isForMe) : waiting;
  const active = queue.entries.filter((entry) => entry.state === "active");
  const rest = { texts, lang, open, current };
  return (
    <nav class="queue" aria-label={texts.sessions} aria-busy={!queue.known}>
      <p class="queue-stale" role="status" hidden={queue.live}>
        {texts.stale}
      </p>
      <h2>
        {texts.waiting} <span class="count">{waiting.length}</span>
        <QueueFilter mine={mine} choose={choose} />
      </h2>
      {queue.known && shown.length === 0 && (
        <p class="queue-none">{waiting.length > 0 ? more.noneOfMine : texts.nobodyWaits}</p>
      )}
      <Entries entries={shown} {...rest} />
      <h2>
        {texts.inProgress} <span class="count">{active.length}</span>
      </h2>
      {queue.known && active.length === 0 && <p class="queue-none">{texts.noneInProgress}</p>}
      <Entries entries={active} {...rest} />
    </nav>
  );
}

interface EntryProps {
  texts: DeskTexts;
  lang: Language;
  open: (way: Way) => void;
  current: string | null;
}

function Entries({ entries, ...rest }: EntryProps & { entries: Entry[] }) {
  return (
    <ul class="entries">
      {entries.map((entry) => (
        <li key={entry.session}>
          <EntryButton entry={entry} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function EntryButton({ entry, texts, lang, open, current }: EntryProps & { entry: Entry }) {
  const waiting = entry.state === "waiting";
  const { session } = entry;
  return (
    <button
      type="button"
      class={waiting ? "entry waiting" : "entry"}
      data-session={session}
      aria-current={session === current}
      onClick={() => open({ by: "session", session })}
    >
      <span class="entry-name">{shownName({ ...entry.shopper, role: "shopper" }, VIEWER_TEXTS[lang])}</span>
      <span class="entry-lang" title={texts.languages[baseOf(entry.shopper.lang)] ?? entry.shopper.lang}>
        {baseOf(entry.shopper.lang).toUpperCase()}
      </span>
      <span class="entry-kind">{texts.kinds[entry.kind]}</span>
      <Elapsed since={entry.since} waiting={waiting} texts={texts} />
      <span class="entry-title">{entry.title || texts.untitled}</span>
      <span class="entry-url">{pathOf(entry.url)}</span>
      <TagRow lang={lang} tags={entry.tags} earlier={entry.earlier} />
      <Needs entry={entry} lang={lang} />
      <With entry={entry} />
    </button>
  );
}

function Elapsed({ since, waiting, texts }: { since: number; waiting: boolean; texts: DeskTexts }) {
  const elapsed = serverNow() - since * 1000;
  const pressing = waiting ? pressingOf(elapsed) : "calm";
  return (
    <span class={`entry-time ${pressing}`} title={waiting ? texts.waitingFor : texts.runningFor}>
      {formatElapsed(elapsed)}
    </span>
  );
}

/** The skill that is needed, and at whom it rings. */
function Needs({ entry: { skill, offer }, lang }: { entry: Entry; lang: Language }) {
  const texts = COLLEAGUE_TEXTS[lang];
  if (!skill && !offer) return null;
  return (
    <span class="entry-needs">
      {skill && <span class="entry-skill">{skill}</span>}
      {offer && (
        <span class={offer.mine ? "entry-rings mine" : "entry-rings"}>
          {offer.mine ? texts.ringsHere : texts.ringsAt(offer.name)}
        </span>
      )}
    </span>
  );
}

function With({ entry }: { entry: Entry }) {
  const others = entry.participants.filter((person) => person.role !== "shopper" && person.here);
  if (others.length === 0) return null;
  return (
    <span class="entry-with">
      {others.map((person) => (
        <span key={person.id} class="person">
          <Dot color={person.color} />
          {person.name}
        </span>
      ))}
    </span>
  );
}

export function baseOf(lang: string): string {
  return lang.split("-")[0] ?? lang;
}

export function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return decodeURI(pathname) + search;
  } catch {
    return url;
  }
}
