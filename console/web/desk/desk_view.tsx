/** The desk of a rep who is signed in: the bar, the queue at the side, the session in the middle. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../viewer/api";
import type { Rep, Surroundings } from "./app";
import { Bell } from "./bell";
import { StaffContext } from "./colleagues";
import { ColleagueList, DutySwitch } from "./duty";
import { Incoming } from "./incoming";
import { Shortcuts } from "./shortcuts";
import { isCalling, nextOf } from "./queue_filter";
import { Callbacks } from "./callback_list";
import { Brand, LanguageSwitch } from "./chrome";
import { HeldSessions, useUnreadElsewhere } from "./held_sessions";
import { Message } from "./message";
import { Messages } from "./message_list";
import { useRinging } from "./one_call";
import { OpenField } from "./open_field";
import { Ratings } from "./rating_list";
import { OwnPassword } from "./own_password";
import { PastSessions } from "./past_sessions";
import { QueueList } from "./queue_list";
import { Facts } from "./session_view";
import { SettingsButton, SettingsLayer, useSettings } from "./settings_layer";
import { DESK_TEXTS } from "./texts";
import { useQueue } from "./use_queue";
import { VisitorList } from "./visitor_list";
import { useSession } from "./use_session";

interface DeskProps extends Surroundings {
  rep: Rep;
  signedOut: () => void;
}

export function Desk(props: DeskProps) {
  const { lang, signedOut } = props;
  const texts = DESK_TEXTS[lang];
  const queue = useQueue(signedOut);
  const [rings, setRings] = useState(false);
  const room = props.rep.capacity ?? props.boot.sessionsPerRep;
  const most = props.rep.role === "rep" ? room : Infinity;
  const desk = useSession(lang, most, signedOut);
  const unread = useUnreadElsewhere(desk);
  const settings = useSettings(props.rep);
  const isBelow = settings.place !== null;
  const ringing = useRinging(desk);
  const waits = queue.entries.filter((entry) => entry.state === "waiting").map((entry) => entry.session);
  const waiting = waits.length;
  useTitle(waiting + unread, `${texts.desk} · ${props.boot.shop}`);
  const calls = queue.entries.filter(isCalling).map((entry) => entry.session);
  const next = () => {
    const entry = nextOf(queue.entries);
    if (entry) desk.open({ by: entry.request?.toMe ? "request" : "session", session: entry.session });
  };
  return (
    <StaffContext.Provider
      value={{ rep: props.rep, lang, entries: queue.entries, colleagues: queue.colleagues }}
    >
      <div class={desk.current ? "desk with-session" : "desk"}>
        <Bar {...props} open={desk.open} busy={desk.busy}>
          {props.rep.role !== "rep" && <SettingsButton lang={lang} settings={settings} />}
          <Shortcuts lang={lang} next={next} />
          <Bell
            lang={lang}
            waiting={waits}
            unread={unread}
            calls={calls}
            turned={setRings}
            ringing={ringing}
          />
          <DutySwitch />
        </Bar>
        <Incoming open={desk.open} auto={props.boot.assign === "auto"} rings={rings} />
        <aside class="side" inert={isBelow}>
          {desk.current && <Facts key={desk.current.session} current={desk.current} lang={lang} />}
          <QueueList queue={queue} lang={lang} open={desk.open} current={desk.current?.session ?? null} />
          <Callbacks callbacks={queue.cases.callbacks} lang={lang} open={desk.open} />
          <Messages messages={queue.cases.messages} lang={lang} />
          <Ratings ratings={queue.cases.ratings} lang={lang} />
          <VisitorList lang={lang} visitors={queue.visitors} />
          <PastSessions lang={lang} />
          <ColleagueList />
        </aside>
        <main class="work" inert={isBelow}>
          <h1 class="visually-hidden">
            {texts.product} {texts.desk}
          </h1>
          <Message trouble={desk.trouble} lang={lang} close={desk.forgive} />
          {desk.current ? (
            <HeldSessions lang={lang} desk={desk} marks={queue.marks} />
          ) : (
            <Nothing lang={lang} waiting={waiting} />
          )}
        </main>
        {isBelow && <SettingsLayer {...props} settings={settings} />}
      </div>
    </StaffContext.Provider>
  );
}

function Bar(
  props: DeskProps & Pick<ReturnType<typeof useSession>, "open" | "busy"> & { children: ComponentChildren },
) {
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
      {props.children}
      <LanguageSwitch {...props} />
      <OwnPassword rep={props.rep} lang={props.lang} />
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

/** The tab's title tells of people who wait, and of what is unread in other sessions, while the rep looks elsewhere. */
function useTitle(news: number, title: string): void {
  useEffect(() => {
    document.title = news > 0 ? `(${news}) ${title}` : title;
  }, [news, title]);
}
