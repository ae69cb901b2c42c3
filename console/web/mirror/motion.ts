/**
 * Animations as the host has them. What style sheets animate begins here by itself and is set to the host's time; animations
 * by script, and transitions that did not begin here, are made. What begins here and not on the host soon ends.
 */
import type { Effect, Play } from "../../../alongside/wire/ops";
import type { Nodes } from "./build";

interface Told {
  readonly node: Element;
  readonly pseudo: string;
  readonly kind: 0 | 1 | 2;
  readonly name: string;
  effect: Effect;
  play: Play;
  /** When that was told, by our own clock. */
  at: number;
  animation: Animation | null;
}

type Named = Animation & { animationName?: string; transitionProperty?: string };
type Root = Document | ShadowRoot;

/** How long one that began here waits for the host's word. A late word makes it go on. */
const UNCONFIRMED_MS = 250;
/** On animations of the mirror's own. */
export const OURS = "alongside";

export class MirrorMotion {
  private readonly told = new Map<number, Told>();
  /** Those that the host has, too. */
  private readonly confirmed = new WeakSet<Animation>();
  /** Ended here, as the host had not told of them. */
  private readonly dropped = new WeakMap<Element, Animation[]>();

  constructor(
    private readonly nodes: Nodes,
    private readonly roots: () => Iterable<Root>,
  ) {}

  listen(root: Root): void {
    const began = (event: Event) => {
      this.match();
      const target = event.target as Element;
      setTimeout(
        () => target.getAnimations?.({ subtree: true }).forEach((each) => this.drop(each)),
        UNCONFIRMED_MS,
      );
    };
    root.addEventListener("animationstart", began, true);
    root.addEventListener("transitionrun", began, true);
  }

  define(
    key: number,
    node: Element,
    pseudo: string,
    kind: 0 | 1 | 2,
    name: string,
    effect: Effect,
    play: Play,
  ): void {
    const animation = this.told.get(key)?.animation ?? null;
    const told: Told = { node, pseudo, kind, name, effect, play, at: performance.now(), animation };
    this.told.set(key, told);
    if (animation) this.change(told);
    else this.begin(told);
  }

  play(key: number, play: Play): void {
    const told = this.told.get(key);
    if (!told) return;
    Object.assign(told, { play, at: performance.now() });
    if (told.animation) setStanding(told);
    else this.begin(told);
  }

  end(key: number): void {
    this.told.get(key)?.animation?.cancel();
    this.told.delete(key);
  }

  /** Looks again for what style sheets animate. */
  match(): void {
    for (const told of this.told.values()) if (!told.animation || this.isBegunAgain(told)) this.begin(told);
  }

  /** The page is about to be shown: what only its coming together has set off is over. */
  settle(): void {
    this.match();
    for (const root of this.roots()) for (const animation of root.getAnimations()) this.drop(animation);
  }

  /** Ended and begun here alone: for a moment this device had other rules than the host's. */
  private isBegunAgain(told: Told): boolean {
    return told.kind === 1 && told.animation?.playState === "idle" && this.find(told) !== null;
  }

  private begin(told: Told): void {
    const found = told.kind ? this.find(told) : null;
    const animation = found ?? (told.effect ? make(told, this.nodes) : null);
    if (!animation) return;
    told.animation = animation;
    this.confirmed.add(animation);
    if (found) this.change(told);
    else setStanding(told);
  }

  private find({ node, pseudo, kind, name }: Told): Animation | null {
    const all = [...node.getAnimations({ subtree: pseudo !== "" }), ...(this.dropped.get(node) ?? [])];
    const fits = (animation: Named) =>
      (kind === 1 ? animation.animationName : animation.transitionProperty) === name &&
      !this.confirmed.has(animation) &&
      (effectOf(animation)?.pseudoElement ?? "") === pseudo &&
      effectOf(animation)?.target === node;
    return all.find(fits) ?? null;
  }

  private change(told: Told): void {
    const effect = effectOf(told.animation!);
    if (told.effect && effect) {
      const [keyframes, timing] = told.effect;
      effect.setKeyframes(keyframes as Keyframe[]);
      effect.updateTiming(timingOf(timing) as OptionalEffectTiming);
      effect.composite = (timing.composite as CompositeOperation | undefined) ?? "replace";
    }
    setStanding(told);
  }

  private drop(animation: Named): void {
    if (this.confirmed.has(animation) || (!animation.animationName && !animation.transitionProperty)) return;
    if (animation.timeline && typeof animation.timeline.currentTime !== "number") return; // one of scrolling
    const target = effectOf(animation)?.target;
    if (target) this.dropped.set(target, [...(this.dropped.get(target) ?? []), animation]);
    animation.cancel();
  }
}

const effectOf = (animation: Animation) => animation.effect as KeyframeEffect | null;

/** JSON has no Infinity. */
function timingOf({ iterations, duration, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return { ...rest, iterations: iterations ?? Infinity, duration: duration ?? Infinity };
}

type AnyTimeline = new (options: object) => AnimationTimeline;

function make({ node, pseudo, effect }: Told, nodes: Nodes): Animation | null {
  const [keyframes, timing, timeline] = effect as Exclude<Effect, 0>;
  const options = timingOf(timing);
  if (pseudo) options.pseudoElement = pseudo;
  if (timeline) {
    const [kind, id, axis, rangeStart, rangeEnd] = timeline;
    const { ScrollTimeline, ViewTimeline } = window as unknown as Record<string, AnyTimeline>;
    const at = nodes.nodeOf(id);
    const made = kind ? new ViewTimeline!({ subject: at, axis }) : new ScrollTimeline!({ source: at, axis });
    Object.assign(options, { timeline: made, rangeStart, rangeEnd });
  }
  return node.animate(keyframes as Keyframe[], options);
}

/** Where an animation of CSS goes on by itself only its time is set: `play()` would make it deaf to `animation-play-state`. */
function setStanding({ animation, play: [state, time, rate], at }: Told): void {
  if (!animation) return;
  animation.playbackRate = rate;
  const isPaused = state === 1;
  if (isPaused !== (animation.playState === "paused")) {
    if (isPaused) animation.pause();
    else animation.play();
  }
  if (time === null) return;
  if (animation.playState === "idle") animation.play();
  animation.currentTime = state ? time : time + (performance.now() - at) * rate;
}
