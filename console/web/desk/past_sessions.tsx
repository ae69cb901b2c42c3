/** The sessions that have ended, over the desk: whom, when, how it was; one of them with its notes and its conversation. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Spoken } from "../../../alongside/wire/talk";
import { serverNow } from "../viewer/api";
import type { Catalogue, Language } from "../viewer/boot";
import { VIEWER_TEXTS, shownName } from "../viewer/texts";
import { formatMoment, Where } from "./case_parts";
import { CASE_TEXTS } from "./case_texts";
import { Dialog } from "./dialog";
import { formatElapsed } from "./elapsed";
import { Notes } from "./notes_part";
import { fetchLines, fetchPast } from "./records";
import type { Past } from "./records";
import { DESK_TEXTS } from "./texts";
import { useDetails } from "./use_details";

const MOST_STARS = 5;

interface Texts {
  title: string;
  close: string;
  find: string;
  none: string;
  noMatch: string;
  failed: string;
  back: string;
  choose: string;
  lasted: string;
  helped: string;
  conversation: string;
  nothing: string;
  picture: string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    title: "Past sessions",
    close: "Close",
    find: "Find by name, tag or rep",
    none: "No session has ended yet.",
    noMatch: "No session fits.",
    failed: "The list cannot be read just now.",
    back: "Back to the list",
    choose: "Choose a session to read what was said and noted.",
    lasted: "Lasted",
    helped: "Helped",
    conversation: "Conversation",
    nothing: "Nothing was said.",
    picture: "Picture",
  },
  ja: {
    title: "過去のセッション",
    close: "閉じる",
    find: "名前・タグ・担当者で探す",
    none: "終了したセッションはまだありません。",
    noMatch: "該当するセッションはありません。",
    failed: "一覧を読み込めませんでした。",
    back: "一覧に戻る",
    choose: "セッションを選ぶと、会話とメモを読めます。",
    lasted: "所要時間",
    helped: "担当",
    conversation: "会話",
    nothing: "会話はありませんでした。",
    picture: "画像",
  },
};

/** The button that opens them. */
export function PastSessions({ lang }: { lang: Language }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="past-open">
      <button type="button" class="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {TEXTS[lang].title}
      </button>
      {open && <PastDialog lang={lang} close={() => setOpen(false)} />}
    </div>
  );
}

function PastDialog({ lang, close }: { lang: Language; close: () => void }) {
  const texts = TEXTS[lang];
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Past | null>(null);
  const left = useRef("");
  // Back in the list, one goes on from where one was.
  useEffect(() => {
    const row = `[data-past="${CSS.escape(left.current)}"]`;
    if (!chosen && left.current) frame.current?.querySelector<HTMLElement>(row)?.focus();
    left.current = chosen?.session ?? "";
  }, [chosen]);
  return (
    <Dialog class={chosen ? "past chosen" : "past"} label={texts.title} close={close} isLight>
      {(shut) => (
        <div class="past-frame" ref={frame}>
          <header class="past-top">
            <h2>{texts.title}</h2>
            <button type="button" class="quiet" aria-label={texts.close} title={texts.close} onClick={shut}>
              ×
            </button>
          </header>
          <List lang={lang} chosen={chosen} choose={setChosen} />
          <div class="past-one">
            {chosen ? (
              <One key={chosen.session} past={chosen} lang={lang} back={() => setChosen(null)} />
            ) : (
              <p class="past-choose">{texts.choose}</p>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function List({
  lang,
  chosen,
  choose,
}: {
  lang: Language;
  chosen: Past | null;
  choose: (past: Past) => void;
}) {
  const texts = TEXTS[lang];
  const [all, setAll] = useState<Past[] | "failed" | null>(null);
  const [find, setFind] = useState("");
  useEffect(() => void fetchPast().then(setAll, () => setAll("failed")), []);
  const found = Array.isArray(all) ? all.filter((past) => fitsAll(past, find)) : [];
  const words = wordsFor(all, found.length, texts);
  return (
    <div class="past-list">
      <input
        type="search"
        aria-label={texts.find}
        placeholder={texts.find}
        value={find}
        onInput={(event) => setFind(event.currentTarget.value)}
      />
      <p class="queue-none" role="status" hidden={!words}>
        {words}
      </p>
      <ul class="entries">
        {found.map((past) => (
          <li key={past.session}>
            <Row past={past} lang={lang} isChosen={past.session === chosen?.session} choose={choose} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function wordsFor(all: Past[] | "failed" | null, found: number, texts: Texts): string {
  if (all === "failed") return texts.failed;
  if (all === null || found > 0) return "";
  return all.length === 0 ? texts.none : texts.noMatch;
}

/** Every word that is looked for stands somewhere in it. */
export function fitsAll(past: Past, find: string): boolean {
  const all = [past.shopper.name, past.title, ...past.tags, ...past.reps].join("\n").toLowerCase();
  return find
    .normalize("NFKC")
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function Row({
  past,
  lang,
  isChosen,
  choose,
}: {
  past: Past;
  lang: Language;
  isChosen: boolean;
  choose: (past: Past) => void;
}) {
  return (
    <button
      type="button"
      class="entry past-row"
      data-past={past.session}
      aria-current={isChosen ? "true" : undefined}
      onClick={() => choose(past)}
    >
      <span class="entry-name">{shownName({ ...past.shopper, role: "shopper" }, VIEWER_TEXTS[lang])}</span>
      <span class="entry-kind">{DESK_TEXTS[lang].kinds[past.kind]}</span>
      <span class="past-when">{formatMoment(past.ended ?? past.started, lang, serverNow() / 1000)}</span>
      <span class="entry-title">{past.title || DESK_TEXTS[lang].untitled}</span>
      <span class="past-more">
        <Stars stars={past.stars} lang={lang} />
        {past.reps.length > 0 && <span>{past.reps.join(", ")}</span>}
        {past.tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </span>
    </button>
  );
}

function Stars({ stars, lang }: { stars: number | null; lang: Language }) {
  if (stars === null) return null;
  return (
    <span class="case-stars" role="img" aria-label={CASE_TEXTS[lang].stars(stars)}>
      {"★".repeat(stars) + "☆".repeat(MOST_STARS - stars)}
    </span>
  );
}

function One({ past, lang, back }: { past: Past; lang: Language; back: () => void }) {
  const texts = TEXTS[lang];
  const known = useDetails(past.session);
  const { details } = known;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <article class="past-detail">
      <button type="button" class="quiet past-back" onClick={back}>
        ← {texts.back}
      </button>
      <h3 tabIndex={-1} ref={heading}>
        {shownName({ ...past.shopper, role: "shopper" }, VIEWER_TEXTS[lang])}
      </h3>
      <p class="past-facts">
        <span>{formatMoment(past.started, lang, serverNow() / 1000)}</span>
        <span>
          {texts.lasted} {formatElapsed(((past.ended ?? past.started) - past.started) * 1000)}
        </span>
        {past.reps.length > 0 && (
          <span>
            {texts.helped}: {past.reps.join(", ")}
          </span>
        )}
        <Stars stars={past.stars} lang={lang} />
      </p>
      <Where one={past} lang={lang} />
      {details?.comment && <blockquote class="past-comment">{details.comment}</blockquote>}
      <Notes session={past.session} known={known} lang={lang} />
      <Said session={past.session} lang={lang} />
    </article>
  );
}

function Said({ session, lang }: { session: string; lang: Language }) {
  const texts = TEXTS[lang];
  const [lines, setLines] = useState<Spoken[] | null>(null);
  useEffect(() => void fetchLines(session).then(setLines, () => undefined), [session]);
  if (!lines) return null;
  return (
    <section>
      <h3>{texts.conversation}</h3>
      {lines.length === 0 && <p class="queue-none">{texts.nothing}</p>}
      <ol class="past-lines">
        {lines.map((line) => (
          <li key={`${line.who} ${line.key}`} data-aside={line.aside || undefined}>
            <strong>{shownName(line, VIEWER_TEXTS[lang])}</strong>{" "}
            <time dateTime={new Date(line.at).toISOString()}>
              {formatMoment(line.at / 1000, lang, serverNow() / 1000)}
            </time>
            <p>{line.text ?? line.card?.title ?? line.card?.url ?? `[${texts.picture}]`}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
