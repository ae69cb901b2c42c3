/**
 * The script of the mirror document. It says that it is up, gets a port from the page that embeds it, and from then on holds
 * its document to the page log that arrives there. It runs in an opaque origin and connects to nothing.
 */
import type { Action, FromMirror, LogRecord, Position, ToMirror } from "../../../alongside/wire/messages";
import type { Participant, Result, Tool, Why } from "../../../alongside/wire/messages";
import { WHOLE, type View } from "../../../alongside/wire/ops";
import type { Applier } from "./apply";
import { toolOf } from "../../../alongside/ui/tools";
import type { Mark } from "../../../alongside/wire/marks";
import { letChoose } from "./choosing";
import { Company } from "./company";
import { Focus } from "./focus";
import { attachHands } from "./hands";
import { HandSeen } from "./hands_seen";
import type { Hands } from "./hands_types";
import { leadsAway } from "./leading";
import { Look, type LookOwner, type Place } from "./look";
import { Nested, type FromNested, type NestedOwner, type ToNested } from "./nested";
import { Pointing, type PointingOwner } from "./pointing";
import { PickerLayer } from "./picker_layer";
import type { Answered, Ask } from "./picker_types";
import { Page, type PageOwner } from "./page";
import { hasTraces } from "./traces";

type Mode = Extract<ToMirror, readonly ["mode", unknown]>[1];

class Mirror implements NestedOwner, PageOwner, LookOwner, PointingOwner {
  readonly document = document;
  readonly url = location.href.replace(/[?#].*$/, "");
  frame = "0";
  private port: MessagePort | null = null;
  private readonly page = new Page(this);
  private readonly nested = new Nested(this);
  readonly look = new Look(this);
  readonly seen = new HandSeen();
  /** Builds what is shown. */
  private applier: Applier | null = null;
  private pointers: Company | null = null;
  private pointing: Pointing | null = null;
  /** What others have highlighted, for pages that come. */
  private readonly highlights = new Map<string, Mark>();
  private tool: Tool = "point";
  isChoosing = false;
  private readonly pickers = new PickerLayer();
  /** Who waits for the answer to a popup that the mirror around this one shows. */
  private answered: Answered | null = null;
  private mode: Mode = { act: false, plain: false, lang: "en" };
  private roster: [participants: Participant[], you: string] = [[], ""];
  private position: Position | null = null;
  private viewport: [width: number, height: number] = [0, 0];
  private density = 1;
  private view = WHOLE;
  private size = "";
  private seq = 0;
  /** The act that brings the shopper here, and where they were. */
  private bringing: { seq: number; from: Place } | null = null;

  begin(): void {
    this.listen();
    this.tellUp();
  }

  get standing(): readonly ToMirror[] {
    return [
      ["mode", this.mode],
      ["who", ...this.roster],
      ["tool", this.tool],
      ["choosing", this.isChoosing],
      ...[...this.highlights].map(([who, mark]): ToMirror => ["mark", who, mark]),
    ];
  }

  send(message: FromNested): void {
    this.port?.postMessage(message);
  }

  act(action: Action, leads = leadsAway(action, (id) => this.page.nodeOf(id))): number {
    this.send(["act", ++this.seq, action, leads]);
    return this.seq;
  }

  looked(ahead: Place, own: Place): void {
    this.pointers?.shift(ahead);
    this.send(["sight", { ahead, own }]);
  }

  // What the page of this mirror tells.

  emptied(): void {
    this.nested.clear();
    this.applier = this.pointers = this.pointing = null;
    this.listen();
  }

  built(page: Applier): Hands {
    this.applier = page;
    page.onRoot((root) => root.addEventListener("click", stayHere, true));
    this.pointers = this.mode.plain ? null : new Company(document);
    this.pointers?.roster(...this.roster);
    this.beginPointing(page);
    return attachHands({
      frame: this.frame,
      document,
      idOf: (node) => page.nodes.idOf(node),
      nodeOf: (id) => page.nodes.nodeOf(id),
      targetOf: (event) => page.targetOf(event),
      onRoot: (callback) => page.onRoot(callback),
      send: (action) => this.act(action),
      mayAct: () => this.mode.act,
      pick: (ask: Ask | null, answered?: Answered) => this.pick(ask, answered),
      point: (x, y) => this.point(x, y),
      look: this.look,
      cutShort: (node) => page.places.await(node),
      seen: this.seen,
      putBack: (node) => page.places.hold(node),
    });
  }

  /** Where what is shown stands. */
  get place(): Position | null {
    return this.position;
  }

  /** Closed roots have no secrets here. */
  pathOf(event: Event): EventTarget[] {
    const path: EventTarget[] = [];
    for (
      let at = (this.applier?.targetOf(event) ?? null) as Node | null;
      at;
      at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null
    )
      path.push(at);
    return path;
  }

  holdsMirror(element: Element): boolean {
    return this.nested.isIn(element);
  }

  made(mark: Mark): void {
    this.send(["mark", mark]);
  }

  private beginPointing(page: Applier): void {
    if (this.mode.plain) return;
    this.pointing = new Pointing(this, page, document);
    this.pointing.roster(...this.roster);
    this.pointing.tool = this.tool;
    this.pointing.scale = this.pickers.scale;
    for (const [who, mark] of this.highlights) this.pointing.take(who, mark);
  }

  /** Only the mirror around all others has the room for a popup. */
  pick(ask: Ask | null, answered: Answered = () => undefined): void {
    const isTop = this.frame === "0";
    this.answered = ask && answered;
    if (!isTop) return this.send(ask ? ["pick", ask] : ["unpick"]);
    if (ask) this.pickers.show(ask, answered);
    else this.pickers.hide();
  }

  /** Where it is for the shopper, whose view may be another one. */
  point(x: number | null, y: number | null): void {
    const [aheadX, aheadY] = this.look.ahead;
    if (x === null || y === null) this.send(["point", this.frame, null, null]);
    else this.send(["point", this.frame, x - aheadX, y - aheadY]);
  }

  moved(position?: Position): void {
    this.position = position ?? this.position;
    const own = this.position ? { [this.frame]: this.position } : {};
    this.send(["position", { ...own, ...this.nested.standing }]);
  }

  resized([width, height]: readonly [number, number, number]): void {
    this.viewport = [width, height];
    this.tellSize();
  }

  viewed(view: View): void {
    this.view = view;
    if (this.size) this.tellSize();
  }

  grained(grain: number): void {
    this.density = 1 / grain;
    if (this.size) this.tellSize();
  }

  fontsDiffer(families: string[]): void {
    this.send(["fonts", families]);
  }

  private tellSize(): void {
    const size = `${this.viewport} ${this.density} ${this.view}`;
    if (this.size === size) return;
    this.size = size;
    this.send(["size", ...this.viewport, this.density, this.view]);
  }

  revealed(epoch: string): void {
    this.send(["ready", epoch]);
  }

  need(url: string): void {
    this.send(["need", this.frame, url]);
  }

  want(why: Why, turn?: number): void {
    this.send(turn === undefined ? ["want", this.frame, why] : ["want", this.frame, why, turn]);
  }

  bind(iframe: HTMLIFrameElement, frame: string | null): void {
    this.nested.bind(iframe, frame);
  }

  /** document.open() drops the listeners of document and window. */
  private listen(): void {
    letChoose(window, this);
    window.addEventListener("message", (event) => this.messaged(event));
    window.addEventListener("focus", () => this.page.refocus());
    window.addEventListener("blur", () => this.page.strayed());
    window.addEventListener("keydown", (event) => this.pressed(event), true);
    for (const type of ["click", "auxclick", "submit", "dragstart"])
      window.addEventListener(type, stayHere, true);
  }

  /** Alt+L: follow, or look around. Others choose a tool; with one in hand Escape lays it down, and Enter marks what has the focus. */
  private pressed(event: KeyboardEvent): void {
    const { altKey, code, ctrlKey, metaKey } = event;
    const tool = toolOf(event);
    const isHeld = this.tool !== "point";
    if (this.mode.plain) return;
    if (altKey && code === "KeyL" && !ctrlKey && !metaKey) this.send(["turn"]);
    else if (tool !== undefined) this.send(["tool", tool]);
    else if (isHeld && code === "Escape") this.send(["tool", "point"]);
    else if (isHeld && code === "Enter") this.pointing?.markFocused(this.tool);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private messaged(event: MessageEvent): void {
    if (event.source === window.parent && event.data === "port" && event.ports[0]) {
      this.port = event.ports[0];
      this.port.onmessage = (message: MessageEvent<ToNested>) => this.heard(message.data);
    } else if (Array.isArray(event.data) && event.data[0] === "up") {
      this.nested.up(event.source);
      this.page.refocus(); // a frame loses the focus to a document that comes into it
    }
  }

  private heard(message: ToNested): void {
    switch (message[0]) {
      case "own":
        this.frame = message[1];
        return;
      case "picked":
        return this.answered?.(message[1]);
      case "scale":
        this.pickers.scale = message[1];
        if (this.pointing) this.pointing.scale = message[1];
        return;
      case "snap":
      case "change":
      case "digest":
      case "gone":
        return this.heardRecord(message);
      case "done":
        return this.heardDone(message[1], message[2]);
      case "caret":
        if (!this.nested.caret(message[1], message[2])) this.page.caret(message[2]);
        return;
      case "point":
        if (message[2] === this.frame) this.pointers?.show(message[1], message[3], message[4]);
        else this.nested.point(message[2], message);
        return;
      case "who":
        this.roster = [message[1], message[2]];
        this.pointers?.roster(...this.roster);
        this.pointing?.roster(...this.roster);
        return this.nested.tell(message);
      case "mark":
        if (message[2][0] === "highlight") this.highlights.set(message[1], message[2]);
        this.pointing?.take(message[1], message[2]);
        return this.nested.tell(message);
      case "tool":
        this.tool = message[1];
        if (this.pointing) this.pointing.tool = this.tool;
        return this.nested.tell(message);
      case "choosing":
        this.isChoosing = message[1];
        return this.nested.tell(message);
      case "mode":
        this.mode = message[1];
        this.pickers.lang = this.mode.lang;
        Focus.eager = this.mode.plain;
        this.look.turn(this.mode.free ?? false);
        return this.nested.tell(message);
      case "shown":
        return this.page.refocus();
      case "bring":
        return this.bring();
      case "look":
        return this.look.goTo(message[1], message[2]);
      case "reset":
        return this.reset();
    }
  }

  private heardRecord(record: LogRecord): void {
    if (record[0] !== "digest") this.seen.changed();
    if (record[1] === this.frame) {
      // A new page at the top ends every frame that was in the old one.
      if (record[0] === "snap" && this.position?.[0] !== record[2]) this.position = null;
      this.nested.learn(record);
      this.page.accept(record);
    } else {
      this.nested.learn(record);
      this.nested.route(record);
    }
  }

  /** Taken for done at once, so that going back to following moves nothing. */
  private bring(): void {
    const [x, y] = this.look.own;
    this.bringing = { seq: this.act(["scroll", this.frame, 0, x, y]), from: this.look.placeOf(document) };
    this.look.take(document, x, y);
  }

  private heardDone(seq: number, result: Result): void {
    if (this.bringing?.seq === seq && result !== "ok") this.page.scrollTo(...this.bringing.from);
    if (!this.nested.done(seq, result)) this.page.done(seq, result);
    if (result !== "ok") this.send(["refused", result]);
  }

  private tellUp(): void {
    window.parent.postMessage(["up"] satisfies FromMirror, "*");
  }

  /** Empty, and up for another page; a document that cannot be as new loads anew. */
  private reset(): void {
    if (hasTraces()) return location.replace(this.url);
    this.page.reset();
    this.nested.reset();
    this.position = null;
    this.size = "";
    this.pointers?.destroy();
    this.pointing?.destroy();
    this.highlights.clear();
    this.pickers.hide();
    document.replaceChildren();
    this.tellUp();
  }
}

/** Links, forms and drags of mirrored content lead nowhere here. What else a press does is decided by the hands. */
function stayHere(event: Event): void {
  const isPress = event.type === "click" || event.type === "auxclick";
  const isLink = (target: EventTarget) => /^(?:a|area)$/.test((target as Partial<Element>).localName ?? "");
  if (!isPress || event.composedPath().some(isLink)) event.preventDefault();
}

new Mirror().begin();
