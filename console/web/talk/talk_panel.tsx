/** The conversation beside the mirror: what was said, who writes, and the field to write in. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Conversation } from "../../../alongside/ui/conversation";
import type { Language } from "../viewer/boot";
import { selfOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import type { Viewer } from "../viewer/viewer";
import { VIEWER_TEXTS, shownName } from "../viewer/texts";
import { Composer } from "./composer";
import { Lines } from "./lines";
import type { Replies } from "./reply_list";
import { TALK_TEXTS } from "./texts";

/** Pixels from the end that still count as there. */
const NEAR = 24;
/** Who writes is forgotten after a while, without a word of the hub. */
const LOOK_EVERY = 1000;

export interface TalkProps {
  viewer: Viewer;
  model: ViewerModel;
  lang: Language;
}

/** Draws anew whenever something was said, read or written. */
export function useConversation(viewer: Viewer): Conversation {
  const [, draw] = useState(0);
  useEffect(() => viewer.hearTalk(() => draw((count) => count + 1)), [viewer]);
  return viewer.talk;
}

export function TalkPanel({ viewer, model, lang, close }: TalkProps & { close: () => void }) {
  const texts = TALK_TEXTS[lang];
  return (
    <aside class="talk" aria-label={texts.title}>
      <header class="talk-top">
        <h2>{texts.title}</h2>
        <button type="button" class="quiet" aria-label={texts.close} title={texts.close} onClick={close}>
          ×
        </button>
      </header>
      <Talk viewer={viewer} model={model} lang={lang} />
    </aside>
  );
}

/** All of it but what frames it. */
export function Talk({ viewer, model, lang, replies }: TalkProps & { replies?: Replies }) {
  const talk = useConversation(viewer);
  const insider = model.you !== "" && selfOf(model)?.role !== "friend";
  return (
    <>
      <Log viewer={viewer} model={model} lang={lang} talk={talk} />
      <Writing talk={talk} model={model} lang={lang} />
      <Composer
        texts={TALK_TEXTS[lang]}
        insider={insider}
        whispers={selfOf(model)?.role === "supervisor"}
        say={(line) => talk.say(line)}
        upload={(file) => viewer.upload(file)}
        write={(isEmpty) => talk.write(isEmpty, Date.now())}
        replies={replies}
      />
    </>
  );
}

/** Follows what is said as long as one is at the end; whoever reads further up is told instead. */
function Log({ viewer, model, lang, talk }: TalkProps & { talk: Conversation }) {
  const texts = TALK_TEXTS[lang];
  const log = useRef<HTMLDivElement>(null);
  const [end, setEnd] = useState(true);
  const isAtEnd = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {};
    return scrollHeight - scrollTop - clientHeight < NEAR;
  };
  const toEnd = () => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
    setEnd(true);
  };
  const last = talk.lines.at(-1);
  const mine = talk.unsent.length > 0 || last?.spoken.who === talk.you;
  useLayoutEffect(() => {
    if (end || mine) toEnd();
  }, [last?.number, talk.unsent.length]);
  // Also when it comes to sight again, or the field below it grows.
  useResize(log, () => end && toEnd());
  useSeen(talk, end, log);
  return (
    <div class="talk-log">
      <div
        class="talk-lines"
        role="log"
        aria-label={texts.log}
        tabIndex={0}
        ref={log}
        onScroll={() => setEnd(isAtEnd())}
      >
        <ol>
          {" "}
          {talk.lines.length + talk.unsent.length === 0 && <li class="talk-nothing">{texts.nothing}</li>}
          <Lines talk={talk} model={model} lang={lang} go={(card) => viewer.guide(card)} />
        </ol>{" "}
      </div>
      {!end && talk.unread > 0 && (
        <button type="button" class="chip talk-newer" onClick={toEnd}>
          {texts.newer}
        </button>
      )}
    </div>
  );
}

function useResize(of: RefObject<HTMLElement | null>, resized: () => void): void {
  const latest = useRef(resized);
  latest.current = resized;
  useEffect(() => {
    const observer = new ResizeObserver(() => latest.current());
    if (of.current) observer.observe(of.current);
    return () => observer.disconnect();
  }, [of]);
}

/** What is in sight of a person who is there has been read. */
function useSeen(talk: Conversation, inSight: boolean, log: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const look = () => {
      const isShown = document.visibilityState === "visible" && !log.current?.closest("[inert], [hidden]");
      if (inSight && isShown) talk.see();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  });
}

function Writing({ talk, model, lang }: Omit<TalkProps, "viewer"> & { talk: Conversation }) {
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look(Date.now()), LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  const who = talk.writing(Date.now());
  const names = model.participants
    .filter((one) => who.includes(one.id))
    .map((one) => shownName(one, VIEWER_TEXTS[lang]));
  return <p class="talk-writing">{names.length > 0 ? TALK_TEXTS[lang].writing(names) : ""}</p>;
}
