/**
 * Animations: by script, by CSS, and transitions. The mirror starts those of its own style sheets by itself and is told where
 * they stand; the others are told whole. They are asked for only when something says that one may have begun or changed, and
 * all that is told is elapsed time, never a clock's.
 */
import type { Effect, Op, Play } from "../../../alongside/wire/ops";
import type { Frame } from "./frame";

/** An animation that goes on by itself and comes out this near, in milliseconds, is where the mirror has it already. */
const NEAR_MS = 34;
const STATES = ["running", "paused", "finished"];
const ENDINGS = ["finish", "cancel", "remove"];

interface Told {
  readonly key: number;
  /** The target: its id, and which pseudo-element of it. */
  readonly at: string;
  effect: string;
  state: number;
  rate: number;
  /** Of a running one the time of its timeline at which it began, of others their own time. */
  anchor: number;
}

type Named = Animation & { animationName?: string; transitionProperty?: string };

export class Motion {
  #told = new Map<Animation, Told>();
  #next = 1;
  #isStale = true;
  /** Effects of CSS animations that a script had its hands on. */
  readonly #touched = new WeakSet<object>();
  readonly #heard = new WeakSet<Animation>();

  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  reset(): void {
    this.#told = new Map();
    this.touch();
  }

  /** An animation may have begun, ended or changed; `subject` is what a script called. */
  readonly touch = (subject?: object): void => {
    if (subject) this.#touched.add(subject);
    this.#isStale = true;
    this.#frame.wake();
  };

  /** Somebody joined: what runs is told anew, since the log says only where it stood long ago. */
  retell(): void {
    for (const told of this.#told.values()) if (!told.state) told.anchor = NaN;
    this.touch();
  }

  /** `isChanged`: other things changed, which may have stopped or moved on what is known. */
  flush(isChanged: boolean): Op[] {
    const ops: Op[] = [];
    if (!this.#isStale && !(isChanged && (this.#frame.hooks.isAnimated || this.#told.size))) return ops;
    this.#isStale = false;
    const gone = new Map(this.#told);
    for (const root of this.#frame.roots)
      for (const animation of (root as Partial<Document>).getAnimations?.() ?? [])
        if (this.#tell(animation, ops)) gone.delete(animation);
    for (const [animation, { key }] of gone) {
      this.#told.delete(animation);
      ops.unshift(["q", key]);
    }
    return ops;
  }

  /** False when it is none that the mirror can have. */
  #tell(animation: Named, ops: Op[]): boolean {
    const effect = animation.effect as KeyframeEffect | null;
    const id = effect?.target ? this.#frame.ids.idOf(effect.target) : null;
    const pseudo = effect?.pseudoElement ?? "";
    if (!effect || id === null || pseudo.startsWith("::view-")) return false;
    let told = this.#told.get(animation);
    if (told && told.at !== id + pseudo) {
      ops.push(["q", told.key]);
      told = undefined;
    }
    const [state, time, rate, anchor] = standing(animation);
    if (animation.pending) void animation.ready.then(() => this.touch()).catch(() => undefined);
    const play: Play = [state, time, rate];
    const name = animation.animationName ?? animation.transitionProperty ?? "";
    const kind = animation.animationName !== undefined ? 1 : name ? 2 : 0;
    const content = this.#effectOf(effect, kind, animation);
    const text = JSON.stringify(content);
    if (!told || told.effect !== text) {
      const key = told?.key ?? this.#next++;
      told = { key, at: id + pseudo, effect: text, state, rate, anchor };
      this.#told.set(animation, told);
      this.#listen(animation);
      ops.push(["P", key, id, pseudo, kind, name, content, play]);
    } else if (
      told.state !== state ||
      told.rate !== rate ||
      !(Math.abs(told.anchor - anchor) <= (state ? 0.01 : NEAR_MS))
    ) {
      Object.assign(told, { state, rate, anchor });
      ops.push(["p", told.key, play]);
    }
    return true;
  }

  /** 0 for a CSS animation as its style sheet has it. */
  #effectOf(effect: KeyframeEffect, kind: number, animation: Animation): Effect {
    if (kind === 1 && !this.#touched.has(effect)) return 0;
    const isMasked = this.#frame.masks.isWithin(effect.target!);
    const frames = effect.getKeyframes().map((frame) => {
      const { computedOffset: _, offset, easing, composite, ...rest } = frame;
      const kept: Record<string, unknown> = rest;
      if (offset !== null) kept.offset = offset;
      if (easing !== "linear") kept.easing = easing;
      if (composite !== "auto") kept.composite = composite;
      if (isMasked) delete kept.content;
      for (const [name, value] of Object.entries(kept))
        if (typeof value === "string")
          kept[name] = this.#frame.masks.attribute(effect.target!, "style", value, isMasked);
      return kept;
    });
    const timing: Record<string, unknown> = { ...effect.getTiming() };
    if (effect.composite !== "replace") timing.composite = effect.composite;
    if (effect.iterationComposite === "accumulate") timing.iterationComposite = "accumulate";
    return [frames, timing, this.#timelineOf(animation)];
  }

  /** Of a scroll-driven one: what scrolls or comes into view, along which axis, and the range. */
  #timelineOf(animation: Animation): Exclude<Effect, 0>[2] {
    const { timeline } = animation as { timeline: Partial<ViewTimeline> | null };
    const node = timeline?.subject ?? timeline?.source;
    const id = node ? this.#frame.ids.idOf(node) : null;
    if (id === null) return 0;
    const { rangeStart, rangeEnd } = animation as unknown as Record<string, RangeEdge>;
    return [timeline!.subject ? 1 : 0, id, timeline!.axis!, edge(rangeStart), edge(rangeEnd)];
  }

  #listen(animation: Animation): void {
    if (this.#heard.has(animation)) return;
    this.#heard.add(animation);
    for (const name of ENDINGS) animation.addEventListener(name, () => this.touch());
  }
}

interface ViewTimeline extends AnimationTimeline {
  subject?: Element;
  source: Element | null;
  axis: string;
}
type RangeEdge = { rangeName: string | null; offset: { toString(): string } } | string | undefined;

const edge = (range: RangeEdge): string =>
  typeof range === "object" ? `${range.rangeName ?? ""} ${String(range.offset)}`.trim() : (range ?? "normal");

function standing(animation: Animation): [state: number, time: number | null, rate: number, anchor: number] {
  const state = STATES.indexOf(animation.playState);
  const rate = animation.playbackRate;
  const time = animation.currentTime;
  if (typeof time !== "number") return [state, null, rate, 0];
  const now = animation.timeline?.currentTime;
  const anchor = state || !rate || typeof now !== "number" ? time : now - time / rate;
  return [state, Math.round(time * 100) / 100, rate, anchor];
}
