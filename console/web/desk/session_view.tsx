/** One open session: the shopper's page, large, with what can be done to it above and what is known of it at the side. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { TalkButton } from "../talk/talk_button";
import type { Language } from "../viewer/boot";
import { phaseOf, selfOf, shopperOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import { FollowSwitch, TabStrip } from "../viewer/looking";
import { Dot, FitSwitch, People, Stage, useModel } from "../viewer/stage";
import { VIEWER_TEXTS, givenName, shownName, stoppedText } from "../viewer/texts";
import type { Viewer } from "../viewer/viewer";
import { VoiceButton, VoiceStrip } from "../viewer/voice";
import { useIsTaken } from "./one_call";
import { ColleagueButton } from "./colleague_dialog";
import { ColleagueNews } from "./colleague_news";
import { COLLEAGUE_TEXTS } from "./colleague_texts";
import { MoreTools, useNarrow } from "./more_tools";
import { END_CLASS } from "./shortcuts";
import { SidePanel } from "./side_panel";
import type { PartName } from "./side_panel";
import { DESK_TEXTS } from "./texts";
import type { DeskTexts } from "./texts";
import type { Current, SessionDesk } from "./use_session";

/** As in talk.css: here the panel lies over the mirror, and is shown when it is asked for. */
const NARROW = "(max-width: 760px)";

interface SessionProps {
  current: Current;
  lang: Language;
  desk: SessionDesk;
  /** How often what is noted of it has changed. */
  changes: number;
}

export function SessionView({ current, lang, desk, changes }: SessionProps) {
  const model = useModel(current.viewer);
  const isTaken = useIsTaken(desk, current);
  const [part, setPart] = useState<PartName | null>(matchMedia(NARROW).matches ? null : "talk");
  const root = useRef<HTMLElement>(null);
  if (model.state === "ended" || model.link.is === "stopped") {
    return <Over model={model} current={current} lang={lang} desk={desk} changes={changes} />;
  }
  const { viewer } = current;
  const show = (next: PartName | null) => {
    setPart(next);
    if (next === null) root.current?.querySelector<HTMLElement>(".talk-button")?.focus();
  };
  return (
    <section class="session" ref={root}>
      <Tools model={model} current={current} lang={lang}>
        <VoiceButton viewer={viewer} model={model} lang={lang} isTaken={isTaken} />
        <TalkButton
          viewer={current.viewer}
          lang={lang}
          open={part === "talk"}
          turn={() => show(part === "talk" ? null : "talk")}
        />
      </Tools>
      <ColleagueNews current={current} model={model} desk={desk} />
      <TabStrip viewer={current.viewer} model={model} texts={VIEWER_TEXTS[lang]} />
      <VoiceStrip viewer={viewer} model={model} lang={lang} isTaken={isTaken} />
      <div class="beside">
        <Stage viewer={current.viewer} mirror={current.mirror} model={model} texts={VIEWER_TEXTS[lang]} />
        <SidePanel current={current} model={model} lang={lang} shown={part} show={show} changes={changes} />
      </div>
    </section>
  );
}

function Tools({
  model,
  current,
  lang,
  children,
}: {
  model: ViewerModel;
  current: Current;
  lang: Language;
  children: ComponentChildren;
}) {
  const texts = DESK_TEXTS[lang];
  const { viewer, mirror } = current;
  const isNarrow = useNarrow();
  const fit = <FitSwitch mirror={mirror} texts={VIEWER_TEXTS[lang]} />;
  const seldom = (
    <>
      {isNarrow && fit}
      <ColleagueButton session={current.session} />
      <button type="button" class="button" onClick={() => viewer.leave()}>
        {VIEWER_TEXTS[lang].leave}
      </button>
      {selfOf(model)?.role !== "supervisor" && <EndButton viewer={viewer} texts={texts} />}
    </>
  );
  return (
    <div class="tools">
      <Travel model={model} viewer={viewer} texts={texts} />
      <div class="tools-page" title={model.url}>
        <span class="tools-title">{model.title || texts.untitled}</span>
        <span class="tools-url">{model.url}</span>
        {model.fonts.length > 0 && (
          <span class="tools-fonts" title={texts.fontsHint(model.fonts.join(", "))}>
            {texts.fonts(model.fonts.length)}
          </span>
        )}
      </div>
      {isNarrow && <MoreTools words={texts.moreTools}>{seldom}</MoreTools>}
      <FollowSwitch viewer={viewer} model={model} texts={VIEWER_TEXTS[lang]} />
      {!isNarrow && fit}
      {children}
      {!isNarrow && seldom}
    </div>
  );
}

const TRAVELS = [
  { go: "back", sign: "←" },
  { go: "forward", sign: "→" },
  { go: "reload", sign: "⟳" },
] as const;

function Travel({ model, viewer, texts }: { model: ViewerModel; viewer: Viewer; texts: DeskTexts }) {
  const may = model.may.includes("go") && phaseOf(model) !== "again";
  return (
    <div class="travel" role="group" aria-label={texts.travel}>
      {TRAVELS.map(({ go, sign }) => (
        <button
          key={go}
          type="button"
          class="quiet"
          disabled={!may}
          aria-label={texts[go]}
          title={texts[go]}
          onClick={() => viewer.act(["go", go])}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

/** Ending is for everyone, so it is asked once more, in place. */
function EndButton({ viewer, texts }: { viewer: Viewer; texts: DeskTexts }) {
  const [asking, setAsking] = useState(false);
  const [wasAsked, setWasAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking || wasAsked) button.current?.focus();
    setWasAsked(asking);
  }, [asking]);
  if (!asking) {
    return (
      <button type="button" class={`button danger ${END_CLASS}`} ref={button} onClick={() => setAsking(true)}>
        {texts.end}
      </button>
    );
  }
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // it closes nothing else
    setAsking(false);
  };
  return (
    <span class="sure" role="group" aria-label={texts.endSure} onKeyDown={escape}>
      <span>{texts.endSure}</span>
      <button type="button" class="button danger" ref={button} onClick={() => viewer.end()}>
        {texts.endYes}
      </button>
      <button type="button" class="button" onClick={() => setAsking(false)}>
        {texts.endNo}
      </button>
    </span>
  );
}

function Over({ model, current, lang, desk }: SessionProps & { model: ViewerModel }) {
  const texts = DESK_TEXTS[lang];
  const code = model.link.is === "stopped" ? model.link.code : "4410";
  const isRelieved = code === "4411";
  const { title, text } = isRelieved
    ? relievedWords(model, lang)
    : overWords(phaseOf(model) === "ended" ? "ended" : code, lang);
  const again = code === "left" || code === "4409" || code === "4400";
  const { session } = current;
  return (
    <div class="notice" data-code={code}>
      <div class="notice-mark" aria-hidden="true" />
      <h2>{title}</h2>
      <p>{text}</p>
      <p class="notice-actions">
        <button type="button" class="button primary" onClick={desk.close}>
          {texts.toQueue}
        </button>
        {again && phaseOf(model) !== "ended" && (
          <button type="button" class="button" onClick={() => desk.open({ by: "session", session })}>
            {texts.openAgain}
          </button>
        )}
      </p>
    </div>
  );
}

/** Somebody else has this rep's part: who is in the roster that came last. */
function relievedWords(model: ViewerModel, lang: Language): { title: string; text: string } {
  const rep = model.participants.find((one) => one.role === "rep" && one.id !== model.you);
  const texts = COLLEAGUE_TEXTS[lang];
  return { title: texts.relieved(rep?.name ?? VIEWER_TEXTS[lang].roles.rep), text: texts.relievedText };
}

function overWords(code: string, lang: Language): { title: string; text: string } {
  const texts = DESK_TEXTS[lang];
  if (code === "ended") return { title: texts.ended, text: texts.endedText };
  if (code === "left") return { title: texts.left, text: texts.leftText };
  return { title: texts.stopped, text: texts.problems[code] ?? stoppedText(VIEWER_TEXTS[lang], code) };
}

/** What the rep has to know at a glance: who this is, where they are, who else is here. */
export function Facts({ current, lang }: { current: Current; lang: Language }) {
  const model = useModel(current.viewer);
  const texts = DESK_TEXTS[lang];
  const shopper = shopperOf(model);
  if (!shopper || phaseOf(model) === "ended" || model.link.is === "stopped") return null;
  const named = givenName(shopper.name);
  return (
    <section class="facts" aria-label={texts.thisSession}>
      <p class="facts-who">
        <Dot color={shopper.color} />
        <strong>{shownName(shopper, VIEWER_TEXTS[lang])}</strong>
        <State model={model} texts={texts} />
      </p>
      <p class="facts-as">{named ? texts.seeAs(named) : texts.seeAsNobody}</p>
      <dl>
        <dt>{texts.address}</dt>
        <dd class="facts-url">{model.url}</dd>
        <dt>{texts.people}</dt>
        <dd>
          <People model={model} texts={VIEWER_TEXTS[lang]} />
        </dd>
      </dl>
    </section>
  );
}

function State({ model, texts }: { model: ViewerModel; texts: DeskTexts }) {
  const state = model.state ?? "waiting";
  return <span class={`state ${state}`}>{texts.states[state]}</span>;
}
