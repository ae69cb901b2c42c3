/** Notifications of the system, asked for by a press and never by themselves: somebody waits, something is unread in another tab. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Language } from "../viewer/boot";
import { keepBell, keptBell } from "../viewer/keep";
import { DESK_TEXTS } from "./texts";

const mayNotify = (): boolean => "Notification" in window && Notification.permission === "granted";

interface BellProps {
  lang: Language;
  /** The sessions that wait. */
  waiting: string[];
  unread: number;
  /** The sessions in which somebody asks to talk. */
  ringing: string[];
  /** What calls for this rep: sessions whose shopper rings here, or into which a colleague asks. */
  calls: string[];
  turned: (on: boolean) => void;
}

export function Bell({ lang, waiting, unread, calls, turned, ringing }: BellProps) {
  const texts = DESK_TEXTS[lang];
  const [on, setOn] = useState(keptBell() && mayNotify());
  const turn = async () => {
    const next = !on && "Notification" in window && (await Notification.requestPermission()) === "granted";
    keepBell(next);
    setOn(next);
  };
  useEffect(() => turned(on), [on]);
  useRing(on, calls.length > 0, useGrown(calls), texts.callsForYou);
  useRing(on, waiting.length > 0, useGrown(waiting), texts.someoneWaits);
  useRing(on, unread > 0, useMore(unread), texts.unreadElsewhere(unread));
  useRing(on, ringing.length > 0, useGrown(ringing), texts.someoneRings);
  return (
    <button
      type="button"
      class="quiet bell"
      aria-pressed={on}
      title={texts.bellHint}
      onClick={() => void turn()}
    >
      {texts.bell}
    </button>
  );
}

/** Counts up whenever somebody is in the list who was not there before. */
function useGrown(ids: string[]): number {
  const known = useRef(new Set(ids));
  const count = useRef(0);
  if (ids.some((id) => !known.current.has(id))) count.current += 1;
  known.current = new Set(ids);
  return count.current;
}

function useMore(amount: number): number {
  const before = useRef(amount);
  const count = useRef(0);
  if (amount > before.current) count.current += 1;
  before.current = amount;
  return count.current;
}

/** A rep who looks at the desk sees it there. */
function useRing(on: boolean, is: boolean, times: number, words: string): void {
  useEffect(() => {
    if (!on || !is || times === 0 || (document.visibilityState === "visible" && document.hasFocus())) return;
    const told = new Notification(words, { tag: words });
    told.onclick = () => {
      window.focus();
      told.close();
    };
  }, [times]);
}
