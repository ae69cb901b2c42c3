/** Talking by voice beside the mirror: the button that asks for it, and the strip that says how the call stands. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { CallView, VoiceCall } from "../../../alongside/ui/call/voice_call";
import { callWordsFor, clockOf, sayCall } from "../../../alongside/ui/call/words";
import type { CallWords } from "../../../alongside/ui/call/words";
import type { Language } from "./boot";
import { selfOf, shopperOf } from "./model";
import type { ViewerModel } from "./model";
import { VIEWER_TEXTS, shownName } from "./texts";
import type { Viewer } from "./viewer";
import { VOICE_TEXTS } from "./voice_texts";
import { Level, Sign } from "./voice_parts";

interface VoiceProps {
  viewer: Viewer;
  model: ViewerModel;
  lang: Language;
  /** This person talks in another session that is open here: one microphone, one call. */
  isTaken?: boolean;
}

/** Draws anew whenever the call has changed. */
export function useCall(viewer: Viewer): CallView {
  const [view, setView] = useState(viewer.call.view);
  useEffect(() => {
    setView(viewer.call.view);
    return viewer.hearCall(() => setView(viewer.call.view));
  }, [viewer]);
  return view;
}

export function nameIn(model: ViewerModel, lang: Language): (id: string) => string {
  return (id) => {
    const one = model.participants.find((person) => person.id === id);
    return one ? shownName(one, VIEWER_TEXTS[lang]) : "";
  };
}

/** Asks the shopper to talk; there is none where nobody may, or where one talks already. */
export function VoiceButton({ viewer, model, lang, isTaken = false }: VoiceProps) {
  const view = useCall(viewer);
  const shopper = shopperOf(model);
  const role = selfOf(model)?.role;
  if (!view.isOffered || !shopper || role === "supervisor") return null;
  const words = callWordsFor(lang);
  const isBusy = view.isIn || view.asked !== "" || view.asks !== "" || view.phase === "elsewhere";
  const hint = isTaken
    ? VOICE_TEXTS[lang].inAnother
    : words.talk(words.honor(nameIn(model, lang)(shopper.id)));
  return (
    <button
      type="button"
      class="button voice-button"
      disabled={isBusy || isTaken || !shopper.here || model.link.is !== "live"}
      title={hint}
      aria-label={hint}
      onClick={() => void viewer.call.ring(shopper.id)}
    >
      <Sign of="phone" />
      {VOICE_TEXTS[lang].talk}
    </button>
  );
}

/** Who asks and the two answers; while people talk how long, how loud, and the way out; what came of it. */
export function VoiceStrip({ viewer, model, lang, isTaken = false }: VoiceProps) {
  const view = useCall(viewer);
  const words = callWordsFor(lang);
  const [line, more] = sayCall(words, view, nameIn(model, lang));
  const note = noteFor(view, model, lang, isTaken) || more;
  return (
    <section
      class="voice"
      aria-label={words.region}
      data-phase={view.phase}
      hidden={view.phase === "none"}
      onKeyDown={(event) => event.key === "Escape" && escape(view, viewer.call)}
    >
      <div class="voice-words">
        <p class="voice-line" role="status">
          {line}
        </p>
        {note && <p class="voice-more">{note}</p>}
      </div>
      {view.phase === "talking" && <Level level={Math.max(view.theirs, view.mine)} />}
      {(view.phase === "talking" || view.phase === "reconnecting") && (
        <span class="voice-time" role="timer">
          {clockOf(view.seconds)}
        </span>
      )}
      <VoiceActions call={viewer.call} view={view} words={words} isTaken={isTaken} />
    </section>
  );
}

function escape(view: CallView, call: VoiceCall): void {
  if (view.phase === "ringing") call.decline(view.asks);
  else if (view.phase === "over" || view.phase === "trouble") call.dismiss();
}

/** What a rep can do instead. */
function noteFor(view: CallView, model: ViewerModel, lang: Language, isTaken: boolean): string {
  if (view.phase === "ringing" && isTaken) return VOICE_TEXTS[lang].inAnother;
  const { why, what } = view.outcome ?? {};
  const isHopeless = why === "blocked" || why === "no-microphone" || what === "lost" || what === "no-way";
  const isRep = selfOf(model)?.role === "rep";
  return isRep && ((view.phase === "over" && isHopeless) || view.phase === "trouble" || view.isStuck)
    ? VOICE_TEXTS[lang].byPhone
    : "";
}

interface ActionsProps {
  call: VoiceCall;
  view: CallView;
  words: CallWords;
  isTaken: boolean;
}

function VoiceActions({ call, view, words, isTaken }: ActionsProps) {
  switch (view.phase) {
    case "ringing":
      return <Answers call={call} view={view} words={words} isTaken={isTaken} />;
    case "silent":
      return (
        <span class="voice-actions">
          <button type="button" class="button primary" onClick={() => call.listen()}>
            {words.listen}
          </button>
          <HangUp call={call} words={words} />
        </span>
      );
    case "talking":
    case "reconnecting":
      return (
        <span class="voice-actions">
          <button
            type="button"
            class="button"
            aria-pressed={view.muted}
            onClick={() => call.mute(!view.muted)}
          >
            <Sign of={view.muted ? "muted" : "microphone"} />
            {view.muted ? words.unmute : words.mute}
          </button>
          <HangUp call={call} words={words} />
        </span>
      );
    case "calling":
    case "connecting":
    case "elsewhere":
      return <HangUp call={call} words={words} ends={view.phase !== "calling"} />;
    case "over":
    case "trouble":
      return (
        <button type="button" class="quiet" onClick={() => call.dismiss()}>
          {words.close}
        </button>
      );
    default:
      return null;
  }
}

function Answers({ call, view, words, isTaken }: ActionsProps) {
  const answer = useRef<HTMLButtonElement>(null);
  // Nobody who is typing is interrupted: then it is only announced.
  useEffect(() => {
    if (!document.activeElement || document.activeElement === document.body) answer.current?.focus();
  }, []);
  return (
    <span class="voice-actions">
      <button type="button" class="button" onClick={() => call.decline(view.asks)}>
        {words.notNow}
      </button>
      <button
        type="button"
        class="button primary"
        ref={answer}
        disabled={isTaken}
        onClick={() => void call.accept(view.asks)}
      >
        <Sign of="phone" />
        {words.answer}
      </button>
    </span>
  );
}

function HangUp({ call, words, ends = true }: { call: VoiceCall; words: CallWords; ends?: boolean }) {
  return (
    <button type="button" class="button danger" onClick={() => call.hangUp()}>
      {ends ? words.hangUp : words.cancel}
    </button>
  );
}
