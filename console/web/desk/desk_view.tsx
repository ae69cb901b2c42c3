/** The desk of a rep who is signed in: the bar, the queue at the side, the session in the middle. */
import { useEffect } from "preact/hooks";
import { call } from "../viewer/api";
import type { Rep, Surroundings } from "./app";
import { Callbacks } from "./callback_list";
import { Brand, LanguageSwitch } from "./chrome";
import { Message } from "./message";
import { Messages } from "./message_list";
import { OpenField } from "./open_field";
import { QueueList } from "./queue_list";
import { Facts, SessionView } from "./session_view";
import { DESK_TEXTS } from "./texts";
import { useQueue } from "./use_queue";
import { useSession } from "./use_session";

interface DeskProps extends Surroundings {
  rep: Rep;
  signedOut: () => void;
}

export function Desk(props: DeskProps) {
  const { lang, signedOut } = props;
  const texts = DESK_TEXTS[lang];
  const queue = useQueue(signedOut);
  const desk = useSession(lang, signedOut);
  const waiting = queue.entries.filter((entry) => entry.state === "waiting").length;
  useTitle(waiting, `${texts.desk} · ${props.boot.shop}`);
  return (
    <div class={desk.current ? "desk with-session" : "desk"}>
      <Bar {...props} open={desk.open} busy={desk.busy} />
      <aside class="side">
        {desk.current && <Facts current={desk.current} lang={lang} />}
        <QueueList queue={queue} lang={lang} open={desk.open} current={desk.current?.session ?? null} />
        <Callbacks callbacks={queue.cases.callbacks} lang={lang} open={desk.open} />
        <Messages messages={queue.cases.messages} lang={lang} />
      </aside>
      <main class="work">
        <Message trouble={desk.trouble} lang={lang} close={desk.forgive} />
        {desk.current ? (
          <SessionView key={desk.current.session} current={desk.current} lang={lang} desk={desk} />
        ) : (
          <Nothing lang={lang} waiting={waiting} />
        )}
      </main>
    </div>
  );
}

function Bar(props: DeskProps & Pick<ReturnType<typeof useSession>, "open" | "busy">) {
  const texts = DESK_TEXTS[props.lang];
  const signOut = async () => {
    await call("POST", "/api/v1/logout").catch(() => undefined);
    props.signedOut();
  };
  return (
    <header class="desk-bar">
      <Brand texts={texts} />
      <span class="desk-shop">{props.boot.shop}</span>
      <OpenField lang={props.lang} open={props.open} busy={props.busy} />
      <LanguageSwitch {...props} />
      <span class="desk-rep" title={`${texts.signedInAs} ${props.rep.email}`}>
        {props.rep.name}
      </span>
      <button type="button" class="quiet" onClick={() => void signOut()}>
        {texts.signOut}
      </button>
    </header>
  );
}

/** Nothing is open: what to do about it depends on whether somebody waits. */
function Nothing({ lang, waiting }: Pick<Surroundings, "lang"> & { waiting: number }) {
  const texts = DESK_TEXTS[lang];
  return (
    <div class="notice">
      <div class="notice-mark" aria-hidden="true" />
      <h2>{waiting > 0 ? texts.pick : texts.nobodyWaits}</h2>
      <p>{waiting > 0 ? texts.pickHint : texts.nobodyWaitsHint}</p>
    </div>
  );
}

/** The tab's title tells of people who wait while the rep looks elsewhere. */
function useTitle(waiting: number, title: string): void {
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${title}` : title;
  }, [waiting, title]);
}
