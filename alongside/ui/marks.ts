/**
 * What people point out, over a page: the shopper's own or a mirror. Highlights stay with their elements through scrolling and layout,
 * drawings fade, "look here" pulses for a moment. Like the pointers never captured and never in the way of a press.
 */
import type { Draw, Mark, Spot } from "../wire/marks";
import type { Participant } from "../wire/messages";
import { boxOf, partOf, seenOf, type Box } from "./boxes";
import css from "./marks.css";
import { Strokes } from "./strokes";
import { TopLayer } from "./top_layer";

/** Finds what a mark names. */
export interface Ground {
  /** Where marks are drawn; elements may be in frames of it. */
  readonly document: Document;
  elementOf(frame: string, epoch: string, id: number): Element | null;
}

/** Milliseconds for which "look here" is shown. */
export const LOOKS_FOR = 3600;
const PULSE = 1200;
/** Room that a name needs above its box. CSS pixels. */
const TAG = 24;
const MARGIN = 3;
/** Below this scale names and lines are drawn larger, so many times at most. */
const LEGIBLE = 0.75;
const LARGEST = 3;

interface Shown {
  who: string;
  spot: Spot;
  element: Element | null;
  frame: HTMLElement;
  /** For "look here": when it came. */
  since?: number;
}

export class Marks {
  readonly #ground: Ground;
  readonly #host: HTMLElement;
  readonly #layer: HTMLElement;
  readonly #strokes: Strokes;
  #top: TopLayer | null = null;
  #roster: Participant[] = [];
  #shown: Shown[] = [];
  #preview: Shown | null = null;
  #tick = 0;

  constructor(ground: Ground) {
    const { document } = ground;
    this.#ground = ground;
    this.#host = document.createElement("alongside-ui");
    this.#layer = document.createElement("div");
    this.#layer.className = "layer";
    this.#strokes = new Strokes(document, (draw) => this.#anchorOf(draw));
    const sheet = new (document.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(css);
    const root = this.#host.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [sheet];
    this.#layer.append(this.#strokes.element);
    root.append(this.#layer);
  }

  /** Who there is; what those who went pointed out goes with them. */
  roster(participants: Participant[]): void {
    this.#roster = participants;
    const isThere = ({ who }: { who: string }) => participants.some((one) => one.id === who);
    for (const one of this.#shown) if (!isThere(one)) one.frame.remove();
    this.#shown = this.#shown.filter(isThere);
    for (const one of this.#shown) this.#paint(one.frame, one.who);
    this.#begin();
  }

  /** How large the document is shown: what is small keeps a size that can be seen. */
  set scale(scale: number) {
    this.#layer.style.setProperty("--k", `${Math.min(LARGEST, Math.max(1, LEGIBLE / scale))}`);
  }

  take(who: string, mark: Mark): void {
    if (mark[0] === "highlight") this.#highlight(who, mark[1]);
    else if (mark[0] === "look") this.#shown.push({ ...this.#make(who, mark[1], "look"), since: now() });
    else if (mark[0] === "draw") this.#strokes.take(who, mark, this.#find(who)?.color ?? "", now());
    this.#begin();
  }

  /** What somebody has highlighted, by the elements that are there now. */
  standing(who: string): { spot: Spot; element: Element }[] {
    return this.#shown
      .filter((one) => one.who === who && one.since === undefined && this.#elementFor(one))
      .map(({ spot, element }) => ({ spot, element: element! }));
  }

  /** What a press would mean, while a tool is over it. */
  preview(who: string, element: Element | null, part: [number, number, number, number] = [0, 0, 1, 1]): void {
    if (!element) {
      this.#preview?.frame.remove();
      this.#preview = null;
      return;
    }
    const spot: Spot = ["", "", 0, ...part];
    const frame = this.#preview?.frame ?? this.#make(who, spot, "preview").frame;
    this.#preview = { who, spot, element, frame };
    this.#begin();
  }

  destroy(): void {
    cancelAnimationFrame(this.#tick);
    this.#shown = [];
    this.#top?.destroy();
  }

  #highlight(who: string, spots: Spot[]): void {
    const isOld = (one: Shown) => one.who === who && one.since === undefined;
    const old = this.#shown.filter(isOld);
    const kept = spots.map(
      (spot) => old.find((one) => String(one.spot) === String(spot)) ?? this.#make(who, spot, "highlight"),
    );
    for (const one of old) if (!kept.includes(one)) one.frame.remove();
    this.#shown = [...this.#shown.filter((one) => !isOld(one)), ...kept];
    // Held from now on, whatever its number becomes.
    for (const one of kept) this.#elementFor(one);
  }

  #make(who: string, spot: Spot, kind: string): Shown {
    const frame = this.#ground.document.createElement("div");
    frame.className = `mark ${kind}`;
    frame.append(this.#ground.document.createElement("b"));
    this.#paint(frame, who);
    this.#layer.append(frame);
    return { who, spot, element: null, frame };
  }

  #paint(frame: HTMLElement, who: string): void {
    const person = this.#find(who);
    frame.hidden = !person;
    if (!person) return;
    frame.style.setProperty("--color", person.color);
    frame.firstChild!.textContent = person.name;
  }

  #find(who: string): Participant | undefined {
    return this.#roster.find((one) => one.id === who && one.here);
  }

  #elementFor(one: Shown): Element | null {
    if (!one.element?.isConnected) one.element = this.#elementOf(one.spot) ?? one.element;
    return one.element?.isConnected ? one.element : null;
  }

  #elementOf([frame, epoch, id]: Spot): Element | null {
    return this.#ground.elementOf(frame, epoch, id);
  }

  #anchorOf([, frame, epoch, id]: Draw): Box | null {
    const element = this.#ground.elementOf(frame, epoch, id);
    return element?.isConnected ? boxOf(element, this.#ground.document) : null;
  }

  /** Everything is put where it belongs once a picture, as long as there is anything. */
  #begin(): void {
    if (this.#tick || !(this.#shown.length || this.#preview || this.#strokes.isBusy)) return;
    this.#top ??= new TopLayer(this.#host, this.#layer, { reachable: false });
    this.#top.keep();
    this.#draw();
  }

  #draw(): void {
    const at = now();
    for (const one of this.#shown) if (at - (one.since ?? at) > LOOKS_FOR) one.frame.remove();
    this.#shown = this.#shown.filter((one) => at - (one.since ?? at) <= LOOKS_FOR);
    for (const one of this.#shown) this.#place(one, at);
    if (this.#preview) this.#place(this.#preview, at);
    this.#strokes.draw(at);
    this.#tick = requestAnimationFrame(() => {
      this.#tick = 0;
      if (this.#layer.isConnected) this.#begin();
    });
  }

  #place(one: Shown, at: number): void {
    const element = this.#elementFor(one);
    const { document } = this.#ground;
    const [, , , ...part] = one.spot;
    const box = element && seenOf(grow(partOf(boxOf(element, document), ...part)), element, document);
    const { style, classList } = one.frame;
    style.visibility = box ? "" : "hidden";
    if (!box) return;
    const { left, top, width, height } = box;
    style.transform = `translate(${left}px,${top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    classList.toggle("low", top < TAG);
    if (one.since !== undefined) style.setProperty("--pulse", `${((at - one.since) % PULSE) / PULSE}`);
  }
}

const now = (): number => performance.now();

const grow = ({ left, top, width, height }: Box): Box => ({
  left: left - MARGIN,
  top: top - MARGIN,
  width: width + 2 * MARGIN,
  height: height + 2 * MARGIN,
});
