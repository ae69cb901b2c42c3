/** The sessions that are open, each alive, one in sight; above them a tab for each, with what is unread in it. */
import { useEffect, useReducer } from "preact/hooks";
import { useConversation } from "../talk/talk_panel";
import { TALK_TEXTS } from "../talk/texts";
import type { Language } from "../viewer/boot";
import { shopperOf } from "../viewer/model";
import { Dot, useModel } from "../viewer/stage";
import { VIEWER_TEXTS, shownName } from "../viewer/texts";
import type { Marks } from "./records";
import { useCall } from "../viewer/voice";
import { VoiceMark } from "../viewer/voice_parts";
import { SessionView } from "./session_view";
import { DESK_TEXTS } from "./texts";
import type { Current, SessionDesk } from "./use_session";

/** Alt with a digit shows the tab of this number; further ones are reached by pointer and Tab key. */
const KEYS = 9;

interface HeldProps {
  desk: SessionDesk;
  lang: Language;
}

export function HeldSessions({ desk, lang, marks }: HeldProps & { marks: Marks[] }) {
  return (
    <>
      {desk.all.length > 1 && <Tabs desk={desk} lang={lang} />}
      <div class="held-sessions">
        {desk.all.map((one) => (
          <div key={keyOf(one)} class="held-session" inert={one !== desk.current}>
            <SessionView
              current={one}
              lang={lang}
              desk={desk}
              changes={marks.find(({ session }) => session === one.session)?.changes ?? 0}
            />
          </div>
        ))}
      </div>
    </>
  );
}

const keys = new WeakMap<Current, number>();
let opened = 0;

/** A session that was opened again has a mirror of its own. */
function keyOf(one: Current): number {
  const known = keys.get(one) ?? (opened += 1);
  keys.set(one, known);
  return known;
}

function Tabs({ desk, lang }: HeldProps) {
  useKeys(desk);
  return (
    <nav class="held-tabs" aria-label={DESK_TEXTS[lang].openSessions}>
      <ul>
        {desk.all.map((one, index) => (
          <li key={keyOf(one)}>
            <TabButton one={one} place={index + 1} desk={desk} lang={lang} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function TabButton({ one, place, desk, lang }: HeldProps & { one: Current; place: number }) {
  const model = useModel(one.viewer);
  const { unread } = useConversation(one.viewer);
  const call = useCall(one.viewer);
  const shopper = shopperOf(model);
  const isShown = one === desk.current;
  const key = place <= KEYS ? `Alt+${place}` : undefined;
  return (
    <button
      type="button"
      class="held-tab"
      aria-current={isShown ? "true" : undefined}
      aria-keyshortcuts={key}
      title={[model.title, key].filter(Boolean).join(" · ")}
      onClick={() => desk.show(one.session)}
    >
      {shopper && <Dot color={shopper.color} />}
      <span class="held-name">
        {shopper ? shownName(shopper, VIEWER_TEXTS[lang]) : DESK_TEXTS[lang].shopper}
      </span>
      <span class="held-page">{model.title}</span>
      <VoiceMark view={call} name={shopper ? shownName(shopper, VIEWER_TEXTS[lang]) : ""} lang={lang} />
      <span role="status" class="talk-unread">
        {!isShown && unread > 0 && (
          <>
            <b aria-hidden="true">{unread}</b>
            <span class="visually-hidden">{TALK_TEXTS[lang].unread(unread)}</span>
          </>
        )}
      </span>
    </button>
  );
}

function useKeys(desk: SessionDesk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      if (!digit || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const one = desk.all[Number(digit) - 1];
      if (!one) return;
      event.preventDefault();
      desk.show(one.session);
      setTimeout(keepFocus);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [desk.all]);
}

/** What had the focus may be in a session that is not shown any more; then the tab has it. */
function keepFocus(): void {
  const held = document.activeElement;
  if (held === document.body || held?.closest("[inert]"))
    document.querySelector<HTMLElement>(".held-tab[aria-current]")?.focus();
}

/** How much is unread in sessions that are not shown. */
export function useUnreadElsewhere({ all, current }: SessionDesk): number {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const stops = all.map((one) => one.viewer.hearTalk(() => draw(undefined)));
    return () => stops.forEach((stop) => stop());
  }, [all]);
  return all.reduce((sum, one) => sum + (one === current ? 0 : one.viewer.talk.unread), 0);
}
