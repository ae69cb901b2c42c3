/** What people point out on the mirror of one frame, and this person's tool for it. */
import { Marker, elementAt, type Target } from "../../../alongside/ui/marker";
import { Marks } from "../../../alongside/ui/marks";
import css from "../../../alongside/ui/marks.css";
import { TopLayer } from "../../../alongside/ui/top_layer";
import type { Mark } from "../../../alongside/wire/marks";
import type { Participant, Position, Tool } from "../../../alongside/wire/messages";
import type { Applier } from "./apply";
import { throttle } from "./hands_pending";

const POINT_EVERY = 34;

export interface PointingOwner {
  readonly frame: string;
  /** Where what is shown stands. */
  readonly place: Position | null;
  /** This element holds a mirror of its own. */
  holdsMirror(element: Element): boolean;
  made(mark: Mark): void;
  point(x: number | null, y: number | null): void;
}

export class Pointing {
  private readonly marks: Marks;
  private readonly marker: Marker;
  private you = "";

  constructor(
    private readonly owner: PointingOwner,
    private readonly page: Applier,
    private readonly document: Document,
  ) {
    const point = throttle(POINT_EVERY, (x: number | null, y: number | null) => owner.point(x, y));
    this.marks = new Marks({
      document,
      elementOf: (frame, epoch, id) => this.elementOf(frame, epoch, id),
    });
    this.marker = new Marker({
      document,
      spread: (sheet) => spread(document, sheet),
      isDoor: (element) => owner.holdsMirror(element),
      targetAt: (x, y) => this.targetAt(x, y),
      made: (mark) => owner.made(mark),
      preview: (element, part) => this.marks.preview(this.you, element, part),
      moved: point,
    });
  }

  roster(participants: Participant[], you: string): void {
    this.you = you;
    this.marks.roster(participants);
  }

  take(who: string, mark: Mark): void {
    this.marks.take(who, mark);
  }

  set scale(scale: number) {
    this.marks.scale = scale;
  }

  set tool(tool: Tool) {
    this.marker.tool = tool;
  }

  /** By the keyboard: what has the focus. */
  markFocused(tool: Tool): void {
    const target = this.named(this.document.activeElement);
    if (!target || tool === "draw" || target.element === this.document.body) return;
    const { frame, epoch, id } = target;
    const spot: Parameters<typeof this.owner.made>[0] = ["look", [frame, epoch, id, 0, 0, 1, 1]];
    this.owner.made(tool === "look" ? spot : ["highlight", [spot[1]]]);
  }

  destroy(): void {
    this.marker.tool = "point";
    this.marks.destroy();
  }

  private elementOf(frame: string, epoch: string, id: number): Element | null {
    if (frame !== this.owner.frame || this.owner.place?.[0] !== epoch) return null;
    const node = this.page.nodes.nodeOf(id);
    return node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : (node?.parentElement ?? null);
  }

  private targetAt(x: number, y: number): Target | null {
    return this.named(elementAt(this.document, x, y, (element) => this.page.builder.rootOf(element)));
  }

  /** The element, or the nearest around it that the host has. */
  private named(from: Node | null): Target | null {
    const epoch = this.owner.place?.[0];
    if (epoch === undefined) return null;
    for (let at = from; at; at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null) {
      const id = at.nodeType === Node.ELEMENT_NODE ? this.page.nodes.idOf(at) : null;
      if (id !== null) return { element: at as Element, frame: this.owner.frame, epoch, id };
    }
    return null;
  }
}

/** In reach though the shop has a dialog open. When the sheet leaves, what carried it may stay: it is in nobody's way. */
function spread(document: Document, sheet: HTMLElement): void {
  const host = document.createElement("alongside-ui");
  const layer = document.createElement("div");
  layer.className = "layer";
  layer.append(sheet);
  const styles = new CSSStyleSheet();
  styles.replaceSync(css);
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [styles];
  root.append(layer);
  new TopLayer(host, layer, { reachable: true });
}
