/**
 * The hand that points something out: a sheet over the page takes the presses while a tool is chosen, so the page hears of none. What
 * was meant is found by place. Used on the shop's page and in mirrors.
 */
import { MOST_NUMBERS, type Mark, type Spot } from "../wire/marks";
import type { Tool } from "../wire/messages";
import { boxOf, type Box } from "./boxes";

/** What is under a place: an element, and how the page log names it. */
export interface Target {
  element: Element;
  frame: string;
  epoch: string;
  id: number;
}

export interface MarkerOwner {
  readonly document: Document;
  /** Puts the sheet over the page, which it leaves by itself. */
  spread(sheet: HTMLElement): void;
  /** Whether what is in this element has a sheet of its own. */
  isDoor?(element: Element): boolean;
  /** What lies at this place of the viewport, below the sheet. */
  targetAt(x: number, y: number): Target | null;
  /** Of highlights the one that was pressed. */
  made(mark: Mark): void;
  preview(element: Element | null, part?: Part): void;
  /** Presence; null when the pointer left. */
  moved(x: number | null, y: number | null): void;
}

export type Part = [x: number, y: number, width: number, height: number];

/** A press that moves less means the element it began on, one that moves more a part of it. CSS pixels. */
const FAR_ENOUGH = 8;
const DRAW_EVERY = 34;
const WHOLE: Part = [0, 0, 1, 1];

interface Press {
  target: Target;
  pointer: number;
  from: [x: number, y: number];
  isFar: boolean;
}

export class Marker {
  readonly #owner: MarkerOwner;
  readonly #sheet: HTMLElement;
  #tool: Tool = "point";
  #press: Press | null = null;
  #stroke = 0;
  #points: number[] = [];
  #sending = 0;

  constructor(owner: MarkerOwner) {
    this.#owner = owner;
    this.#sheet = owner.document.createElement("div");
    const { style } = this.#sheet;
    for (const [name, value] of [
      ["position", "fixed"],
      ["inset", "0"],
      ["pointer-events", "auto"],
      ["cursor", "crosshair"],
      ["user-select", "none"],
    ] as const)
      style.setProperty(name, value);
    this.#listen();
    // Two people's strokes, and those of two pages, are told apart by this as well.
    this.#stroke = Math.floor(Math.random() * 2 ** 31);
  }

  get tool(): Tool {
    return this.#tool;
  }

  set tool(tool: Tool) {
    this.#leave();
    this.#tool = tool;
    this.#sheet.style.touchAction = tool === "draw" ? "none" : "pan-x pan-y pinch-zoom";
    if (tool === "point") this.#sheet.remove();
    else if (!this.#sheet.isConnected) this.#owner.spread(this.#sheet);
  }

  /** The page log's name for what lies at a place, with the sheet out of the way. */
  #targetAt(x: number, y: number): Target | null {
    this.#sheet.style.setProperty("pointer-events", "none");
    const target = this.#owner.targetAt(x, y);
    this.#sheet.style.setProperty("pointer-events", "auto");
    return target;
  }

  #listen(): void {
    const on = (type: string, heard: (event: PointerEvent) => void) =>
      this.#sheet.addEventListener(type, (event) => {
        event.stopPropagation();
        heard(event as PointerEvent);
      });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", () => this.#leave());
    on("pointerout", () => {
      if (!this.#press) this.#leave();
      this.#owner.moved(null, null);
    });
    for (const type of ["click", "dblclick", "mousedown", "mouseup", "mousemove", "touchstart", "touchend"])
      on(type, () => undefined);
    on("contextmenu", (event) => event.preventDefault());
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#press) return;
    const { clientX: x, clientY: y, pointerId: pointer } = event;
    const target = this.#targetAt(x, y);
    if (!target) return;
    this.#press = { target, pointer, from: [x, y], isFar: false };
    if (this.#tool !== "look") this.#sheet.setPointerCapture(pointer);
    this.#stroke += 1;
    if (this.#tool === "draw") this.#add(event);
  }

  #move(event: PointerEvent): void {
    const { clientX: x, clientY: y } = event;
    this.#owner.moved(x, y);
    const press = this.#press;
    if (press && press.pointer !== event.pointerId) return;
    if (!press) return this.#hover(event);
    const [fromX, fromY] = press.from;
    press.isFar ||= Math.hypot(x - fromX, y - fromY) >= FAR_ENOUGH;
    if (this.#tool === "draw") this.#add(event);
    else if (press.isFar) this.#owner.preview(press.target.element, this.#partTo(press, x, y));
  }

  /** Fingers have no place before they press. */
  #hover(event: PointerEvent): void {
    if (event.pointerType === "touch" || this.#tool === "draw") return;
    const element = this.#targetAt(event.clientX, event.clientY)?.element ?? null;
    if (element && this.#owner.isDoor?.(element)) this.#open(element);
    else this.#owner.preview(element);
  }

  /** The sheet gives way until the pointer is elsewhere. */
  #open(door: Element): void {
    const stop = new AbortController();
    this.#leave();
    this.#sheet.style.setProperty("pointer-events", "none");
    const over = ({ target }: Event) => {
      if (target === door) return;
      this.#sheet.style.setProperty("pointer-events", "auto");
      stop.abort();
    };
    this.#owner.document.addEventListener("pointerover", over, { capture: true, signal: stop.signal });
  }

  #up(event: PointerEvent): void {
    const press = this.#press;
    if (!press || press.pointer !== event.pointerId) return;
    this.#leave();
    if (this.#tool === "draw") return;
    const { element, frame, epoch, id } = press.target;
    if (!press.isFar && isWholePage(element)) return;
    const part = press.isFar ? this.#partTo(press, event.clientX, event.clientY) : WHOLE;
    const spot: Spot = [frame, epoch, id, ...part];
    this.#owner.made(this.#tool === "look" ? ["look", spot] : ["highlight", [spot]]);
  }

  #leave(): void {
    if (this.#press) this.#flush();
    this.#press = null;
    this.#owner.preview(null);
  }

  #partTo({ target, from }: Press, x: number, y: number): Part {
    const box = boxOf(target.element, this.#owner.document);
    const [left, top] = fractionsOf(box, Math.min(from[0], x), Math.min(from[1], y));
    const [right, bottom] = fractionsOf(box, Math.max(from[0], x), Math.max(from[1], y));
    return [left, top, round(right - left), round(bottom - top)];
  }

  #add(event: PointerEvent): void {
    if (!this.#press) return;
    const box = boxOf(this.#press.target.element, this.#owner.document);
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY } of moves.length ? moves : [event])
      this.#points.push(...fractionsOf(box, clientX, clientY));
    this.#sending ||= setTimeout(() => this.#flush(), DRAW_EVERY) as unknown as number;
  }

  #flush(): void {
    clearTimeout(this.#sending);
    this.#sending = 0;
    const { frame, epoch, id } = this.#press!.target;
    while (this.#points.length)
      this.#owner.made(["draw", frame, epoch, id, this.#stroke, this.#points.splice(0, MOST_NUMBERS)]);
  }
}

function fractionsOf(box: Box, x: number, y: number): [x: number, y: number] {
  const part = (offset: number, size: number) => (size > 0 ? round(offset / size) : 0.5);
  return [part(x - box.left, box.width), part(y - box.top, box.height)];
}

/** A press beside everything means nothing. */
const isWholePage = (element: Element): boolean =>
  element === element.ownerDocument.documentElement || element === element.ownerDocument.body;

const round = (fraction: number): number => Math.round(fraction * 1e5) / 1e5;

/** The innermost element at a place, in shadow trees too. */
export function elementAt(
  document: Document,
  x: number,
  y: number,
  rootOf: (element: Element) => ShadowRoot | null,
): Element | null {
  let found = document.elementFromPoint(x, y);
  while (found) {
    const inner: Element | null = rootOf(found)?.elementFromPoint(x, y) ?? null;
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
}
