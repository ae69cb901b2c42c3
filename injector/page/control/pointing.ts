/**
 * What people point out on the shopper's page, and the shopper's own tools for it. This page keeps the highlights of all: it holds their
 * elements, so it tells them anew when their nodes have got other ids or somebody asks.
 */
import { Marker, elementAt, type Target } from "../../../alongside/ui/marker";
import { Marks } from "../../../alongside/ui/marks";
import { boxOf, partOf, seenOf } from "../../../alongside/ui/boxes";
import { pressed } from "../../../alongside/ui/highlights";
import type { Mark, Spot } from "../../../alongside/wire/marks";
import type { HostToHub, Participant, Positions, Tool } from "../../../alongside/wire/messages";
import { containerOf, isElement, rootOf } from "../capture/dom";
import type { Captured } from "./control";
import { ToolButtons } from "./tool_buttons";

/** What pointing needs of Capture. */
export interface Pointed extends Captured {
  readonly positions: Positions;
}

/** `isThin`: left out when the line is slow. */
export type TellMark = (message: HostToHub, isThin: boolean) => void;

export class Pointing {
  readonly #top: Window;
  readonly #captured: Pointed;
  readonly #tell: TellMark;
  readonly #marks: Marks;
  readonly #marker: Marker;
  readonly #buttons: ToolButtons;
  readonly #stop = new AbortController();
  #roster: Participant[] = [];
  #you = "";

  constructor(top: Window, captured: Pointed, tell: TellMark, tools: HTMLElement) {
    this.#top = top;
    this.#captured = captured;
    this.#tell = tell;
    const elementOf = (frame: string, epoch: string, id: number) => this.#elementOf(frame, epoch, id);
    this.#marks = new Marks({ document: top.document, elementOf });
    this.#buttons = new ToolButtons(tools, {
      choose: (tool) => this.#choose(tool),
      clear: () => this.#mark(["highlight", []]),
    });
    this.#marker = new Marker({
      document: top.document,
      // Below the bar and the card, which stay in reach.
      spread: (sheet) => tools.closest(".layer")?.prepend(sheet),
      targetAt: (x, y) => this.#targetAt(x, y),
      made: (mark) => this.#made(mark),
      preview: (element, part) => this.#marks.preview(this.#you, element, part),
      moved: () => undefined,
    });
    const options = { capture: true, signal: this.#stop.signal };
    top.addEventListener("keydown", (event) => this.#pressed(event), options);
  }

  roster(participants: Participant[], you: string): void {
    this.#roster = participants;
    this.#you = you;
    this.#marks.roster(participants);
    const isAlone = !participants.some((one) => one.id !== you && one.here);
    if (isAlone) this.#choose("point");
    this.#buttons.show(!isAlone);
  }

  take(who: string, mark: Mark): void {
    if (mark[0] === "again") return this.retell();
    if (mark[0] === "look") this.#lookAt(mark[1]);
    this.#marks.take(who, mark);
    if (who !== this.#you) this.#buttons.tell(this.#roster.find((one) => one.id === who)?.name, mark);
  }

  /** The nodes may have other ids now, and somebody may have come. */
  retell(): void {
    for (const { id } of this.#roster) {
      const before = this.#marks.standing(id);
      if (!before.length) continue;
      const spots = before.map(({ spot, element }) => this.#spotNow(spot, element));
      const mark: Mark = ["highlight", spots.filter((spot) => spot !== null)];
      this.#marks.take(id, mark);
      this.#tell(["mark", id, mark], false);
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#marker.tool = "point";
    this.#marks.destroy();
    this.#buttons.show(false);
  }

  #choose(tool: Tool): void {
    this.#marker.tool = tool;
    this.#buttons.press(tool);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || this.#marker.tool === "point" || !event.isTrusted) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    this.#choose("point");
  }

  #made(mark: Mark): void {
    if (mark[0] !== "highlight") return this.#mark(mark);
    const own = this.#marks.standing(this.#you).map(({ spot }) => spot);
    this.#mark(["highlight", pressed(own, mark[1][0]!)]);
  }

  #mark(mark: Mark): void {
    this.take(this.#you, mark);
    this.#buttons.offer(this.#marks.standing(this.#you).length > 0);
    this.#tell(["mark", this.#you, mark], mark[0] === "draw");
  }

  #elementOf(frame: string, epoch: string, id: number): Element | null {
    if (this.#captured.positions[frame]?.[0] !== epoch) return null;
    const node = this.#captured.nodeOf(frame, id);
    return node && isElement(node) ? node : (node?.parentElement ?? null);
  }

  #spotNow([, , , ...part]: Spot, element: Element): Spot | null {
    const named = this.#nameOf(element);
    return named && [named.frame, named.epoch, named.id, ...part];
  }

  #nameOf(element: Element): Target | null {
    const [frame, id] = this.#captured.idOf(element) ?? [];
    const epoch = frame === undefined ? undefined : this.#captured.positions[frame]?.[0];
    if (frame === undefined || id === undefined || epoch === undefined) return null;
    return { element, frame, epoch, id };
  }

  /** In frames of the shop as well. Of what is left out of the page log, what it is in. */
  #targetAt(x: number, y: number): Target | null {
    let found: Element | null = null;
    let document: Document | null | undefined = this.#top.document;
    while (document) {
      const inner = elementAt(document, x, y, rootOf);
      if (!inner) break;
      found = inner;
      const { left, top } = inner.getBoundingClientRect();
      x -= left + inner.clientLeft;
      y -= top + inner.clientTop;
      document = (inner as Partial<HTMLIFrameElement>).contentDocument;
    }
    for (let at: Node | null = found; at; at = containerOf(at)) {
      const target = isElement(at) ? this.#nameOf(at) : null;
      if (target) return target;
    }
    return null;
  }

  /** Scrolls only when it is not all in sight. */
  #lookAt([frame, epoch, id, ...part]: Spot): void {
    const element = this.#elementOf(frame, epoch, id);
    if (!element) return;
    const { document, innerHeight } = this.#top;
    const box = partOf(boxOf(element, document), ...part);
    const seen = seenOf(box, element, document);
    if (seen && seen.height >= Math.floor(box.height) && seen.width >= Math.floor(box.width)) return;
    const isCalm = document.hidden || this.#top.matchMedia("(prefers-reduced-motion)").matches;
    const behavior = isCalm ? "instant" : "smooth";
    const { height } = element.getBoundingClientRect();
    if (height < innerHeight) element.scrollIntoView({ block: "center", inline: "nearest", behavior });
    else
      this.#top.scrollBy({
        top: box.top + Math.min(box.height, innerHeight) / 2 - innerHeight / 2,
        behavior,
      });
  }
}
