/** The small parts of a call: its signs, how loud it is, and the mark on the tab of a session. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { CallView } from "../../../alongside/ui/call/voice_call";
import type { Language } from "./boot";
import { VOICE_TEXTS } from "./voice_texts";

const MICROPHONE = "M12 3a3 3 0 00-3 3v5a3 3 0 006 0V6a3 3 0 00-3-3zM5 11a7 7 0 0014 0M12 18v3";
const SIGNS = {
  phone: "M6 3h4l2 5-3 2a12 12 0 006 6l2-3 5 2v4a2 2 0 01-2 2A17 17 0 014 5a2 2 0 012-2z",
  microphone: MICROPHONE,
  muted: `${MICROPHONE}M4 3l16 18`,
};

export function Sign({ of }: { of: keyof typeof SIGNS }) {
  return (
    <svg class="voice-sign" viewBox="0 0 24 24" aria-hidden="true">
      <path d={SIGNS[of]} />
    </svg>
  );
}

/** Through the CSSOM: the page's policy allows no style attribute. */
export function Level({ level }: { level: number }) {
  const bars = useRef<HTMLSpanElement>(null);
  const height = Math.min(1, Math.sqrt(level)).toFixed(2);
  useLayoutEffect(() => bars.current?.style.setProperty("--level", height), [height]);
  return (
    <span class="voice-level" ref={bars} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}

/** On the tab of a session: somebody there asks to talk, or one talks there. */
export function VoiceMark({ view, name, lang }: { view: CallView; name: string; lang: Language }) {
  const texts = VOICE_TEXTS[lang];
  const words = view.phase === "ringing" ? texts.rings(name) : view.isIn ? texts.talks : "";
  return (
    <span role="status" class="voice-mark" data-phase={view.phase}>
      {words && (
        <>
          <Sign of="phone" />
          <span class="visually-hidden">{words}</span>
        </>
      )}
    </span>
  );
}
