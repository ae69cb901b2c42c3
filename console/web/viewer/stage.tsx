/** Parts of the picture that join page and desk share: the mirror's stage, who is here, fit or 1:1, refusals. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FitMode } from "./fit";
import type { MirrorFrame } from "./mirror_frame";
import { toolOf } from "../../../alongside/ui/tools";
import { MarkBar } from "./mark_bar";
import { News } from "./news";
import { phaseOf } from "./model";
import type { Phase, ViewerModel } from "./model";
import { shownName } from "./texts";
import { LeadWords } from "./leading";
import { SightChip } from "./looking";
import { BesideTray } from "./beside";
import type { ViewerTexts } from "./texts";
import type { Viewer } from "./viewer";

/** The hub says "away" after a grace of its own; a slow page load is still no reason for words. Milliseconds. */
const AWAY_TOLD_AFTER = 2_500;
const FATE_SHOWN = 4_000;
/** A question to the shopper stands until it is answered, which takes a minute at most. */
const QUESTION_SHOWN = 60_000;

export function useModel(viewer: Viewer): ViewerModel {
  const [model, setModel] = useState(viewer.model);
  useEffect(() => {
    setModel(viewer.model);
    return viewer.subscribe(() => setModel(viewer.model));
  }, [viewer]);
  return model;
}

export function Stage({
  viewer,
  mirror,
  model,
  texts,
}: {
  viewer: Viewer;
  mirror: MirrorFrame;
  model: ViewerModel;
  texts: ViewerTexts;
}) {
  const stage = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (stage.current) mirror.attach(stage.current);
  }, [mirror]);
  const phase = phaseOf(model);
  const keys = (event: KeyboardEvent) => {
    if (stage.current?.closest("[inert]")) return;
    const tool = toolOf(event);
    if (event.altKey && event.code === "KeyL" && !event.ctrlKey && !event.metaKey) viewer.turn();
    else if (tool === undefined) return;
    else viewer.hold(tool);
    event.preventDefault();
  };
  useEffect(() => {
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, [viewer]);
  return (
    <div class="stage-frame" data-phase={phase} data-free={model.free || undefined}>
      <Progress phase={phase} />
      <div class="stage" ref={stage} />
      <SightChip viewer={viewer} mirror={mirror} model={model} texts={texts} />
      <LeadWords model={model} texts={texts} />
      <MarkBar viewer={viewer} model={model} texts={texts} />
      <StageWords phase={phase} shown={model.shown} texts={texts} />
      <Told model={model} texts={texts} />
      <News model={model} texts={texts} />
      <BesideTray viewer={viewer} model={model} lang={texts.lang} />
    </div>
  );
}

function Progress({ phase }: { phase: Phase }) {
  const busy = phase === "turning" || phase === "away" || phase === "opening" || phase === "waiting";
  return <div class={busy ? "progress busy" : "progress"} aria-hidden="true" />;
}

function StageWords({ phase, shown, texts }: { phase: Phase; shown: boolean; texts: ViewerTexts }) {
  const long = useLong(phase === "away", AWAY_TOLD_AFTER);
  const words = wordsOf(phase, shown, long, texts);
  const quiet = phase === "turning" || (phase === "away" && !long);
  return (
    <div class={shown ? "stage-words over" : "stage-words"} role="status" hidden={words === ""}>
      <span class={quiet ? "visually-hidden" : "stage-text"}>{words}</span>
    </div>
  );
}

function wordsOf(phase: Phase, shown: boolean, long: boolean, texts: ViewerTexts): string {
  switch (phase) {
    case "opening":
      return shown ? "" : texts.opening;
    case "again":
      return texts.again;
    case "away":
      return long || !shown ? texts.awayLong : texts.away;
    case "waiting":
      return texts.waiting;
    case "turning":
      return texts.turning;
    default:
      return "";
  }
}

/** True once `on` has been true for `wait` milliseconds without a break. */
function useLong(on: boolean, wait: number): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!on) return undefined;
    const timer = setTimeout(() => setLong(true), wait);
    return () => clearTimeout(timer);
  }, [on, wait]);
  return long;
}

function Told({ model, texts }: { model: ViewerModel; texts: ViewerTexts }) {
  const [shown, setShown] = useState(0);
  const count = model.told?.count ?? 0;
  const fate = model.told?.fate;
  useEffect(() => {
    if (count === 0) return undefined;
    setShown(count);
    const timer = setTimeout(() => setShown(0), fate === "asked" ? QUESTION_SHOWN : FATE_SHOWN);
    return () => clearTimeout(timer);
  }, [count, fate]);
  const words = shown > 0 && fate ? texts.fates[fate] : "";
  return (
    <div class="toast" role="status" hidden={words === ""}>
      {words}
    </div>
  );
}

interface PeopleProps {
  model: ViewerModel;
  texts: ViewerTexts;
  /** In one row that the keyboard can scroll, too. */
  scrolls?: boolean;
}

export function People({ model, texts, scrolls = false }: PeopleProps) {
  const { participants, you, lead } = model;
  return (
    <ul class="people" tabIndex={scrolls ? 0 : undefined}>
      {participants.map((person) => (
        <li key={person.id} class={person.here ? "person" : "person gone"} title={texts.roles[person.role]}>
          <Dot color={person.color} />
          <span class="person-name">{shownName(person, texts)}</span>
          {person.id === you && <span class="person-note">{texts.you}</span>}
          {person.id === lead && <span class="person-note">{texts.leading.mark}</span>}
          {!person.here && <span class="person-note">{texts.notHere}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The colour goes through the CSSOM: the page's policy allows no style attribute. */
export function Dot({ color }: { color: string }) {
  const dot = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => dot.current?.style.setProperty("--person", color), [color]);
  return <span class="dot" ref={dot} aria-hidden="true" />;
}

export function FitSwitch({ mirror, texts }: { mirror: MirrorFrame; texts: ViewerTexts }) {
  const [mode, setMode] = useState<FitMode>("fit");
  const choose = (chosen: FitMode) => () => {
    setMode(chosen);
    mirror.setMode(chosen);
  };
  return (
    <div class="segmented" role="group" aria-label={texts.size}>
      <button type="button" aria-pressed={mode === "fit"} title={texts.fitHint} onClick={choose("fit")}>
        {texts.fit}
      </button>
      <button
        type="button"
        aria-pressed={mode === "actual"}
        title={texts.actualHint}
        onClick={choose("actual")}
      >
        {texts.actual}
      </button>
    </div>
  );
}
