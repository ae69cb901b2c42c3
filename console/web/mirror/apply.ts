/** The ops of a change carried out on a document. The table at the end says what each op does. */
import {
  DOCUMENT_ID,
  type Op,
  type SnapshotMeta,
  type View,
  type WireNode,
} from "../../../alongside/wire/ops";
import { Address } from "./address";
import { MEDIA_TABLE } from "./apply_media";
import { MOTION_TABLE } from "./apply_motion";
import { applyAttribute, Builder, Nodes } from "./build";
import { setCheck, setSelection, setValue } from "./controls";
import { CustomStates } from "./custom_states";
import { defineElement } from "./defined";
import { MirrorDevice } from "./device";
import { MirrorFaces } from "./faces";
import { MirrorFonts } from "./fonts";
import { Focus } from "./focus";
import { Held } from "./held";
import type { Hands } from "./hands_types";
import { MirrorLayers } from "./layers";
import { ListBoxes } from "./list_boxes";
import type { Look } from "./look";
import { MaskFont } from "./mask_font";
import { MirrorMedia } from "./media";
import { MirrorMotion } from "./motion";
import { neutralBox, unpaint } from "./painting";
import { Places } from "./scrolling";
import { MirrorSelection } from "./selection";
import { MirrorSheets } from "./sheets";
import type { Resources } from "./resources";
import { MirrorStates } from "./states";
import { MirrorValidity } from "./validity";
import { visitBuilt } from "./walk";

export interface ApplierOwner {
  readonly look: Look;
  resized(viewport: SnapshotMeta["viewport"]): void;
  viewed(view: View): void;
  grained(grain: number): void;
  fontsDiffer(families: string[]): void;
  bind(iframe: HTMLIFrameElement, frame: string | null): void;
}

export class Applier {
  readonly nodes = new Nodes();
  readonly builder: Builder;
  readonly sheets: MirrorSheets;
  readonly media: MirrorMedia;
  readonly layers = new MirrorLayers();
  readonly masks: MaskFont;
  readonly places: Places;
  readonly lists: ListBoxes;
  readonly focus: Focus;
  readonly address: Address;
  readonly device: MirrorDevice;
  readonly motion: MirrorMotion;
  readonly states: MirrorStates;
  readonly selection: MirrorSelection;
  readonly custom = new CustomStates();
  readonly validity = new MirrorValidity();
  readonly fonts: MirrorFonts;
  readonly faces: MirrorFaces;
  private readonly rootListeners: ((root: ShadowRoot) => void)[] = [];
  private readonly roots = new Set<ShadowRoot>();
  private readonly held = new Held();
  private detached: Node[] = [];
  private hands: Hands | null = null;
  private isStopped = false;
  readonly links = new Set<HTMLLinkElement>();

  constructor(
    readonly document: Document,
    readonly owner: ApplierOwner,
    readonly resources: Resources,
  ) {
    this.media = new MirrorMedia(document, () => [document, ...this.roots], resources);
    const roots = () => [document, ...this.roots];
    this.motion = new MirrorMotion(this.nodes, roots);
    this.sheets = new MirrorSheets(document);
    this.states = new MirrorStates(document, roots, (e) => this.builder.rootOf(e), this.sheets);
    this.selection = new MirrorSelection(document, this.sheets, roots);
    this.masks = new MaskFont(document);
    this.places = new Places((node, x, y) => this.hands?.scrolled(node, x, y), owner.look, this.sheets);
    const isPending = (node: Node) => this.hands?.isPending(node) ?? false;
    this.lists = new ListBoxes((list) => isPending(list) || this.places.hold(list));
    this.focus = new Focus(document, isPending, (e) => this.builder.rootOf(e), this.places);
    this.address = new Address(document);
    this.device = new MirrorDevice(document, this.sheets, roots);
    this.sheets.listeners.push(this.device, this.states);
    this.fonts = new MirrorFonts(document);
    this.faces = new MirrorFaces(document, resources);
    this.builder = new Builder(document, this.nodes, {
      built: (element) => this.met(element),
      root: (root) => this.metRoot(root),
      masked: (text, shape, widths) => this.masks.show(text, shape, widths),
    });
    this.nodes.set(DOCUMENT_ID, document);
    this.listen(document);
  }

  /** Puts the tree of a snapshot in place, hidden until `reveal`. */
  plant(meta: SnapshotMeta, first: number, nodes: readonly WireNode[]): void {
    this.sheets.veilPage(true);
    this.address.set(meta.url, meta.base);
    this.device.setRatio(meta.viewport[2]);
    this.grow(this.document, null, nodes, first);
  }

  /** Before anything is built: what is made for a place where nothing is upgraded, such as a template, is what it is from the start. */
  define(ops: readonly Op[]): void {
    for (const op of ops) if (op[0] === "d") defineElement(op[1], op[2], op[3] === 1);
  }

  holdFor(hands: Hands): void {
    this.hands = hands;
    hands.onSettled((node, wasRefused) => this.settle(node, wasRefused));
  }

  onRoot(callback: (root: ShadowRoot) => void): void {
    this.rootListeners.push(callback);
    for (const root of this.roots) callback(root);
  }

  apply(ops: readonly Op[]): void {
    this.define(ops);
    this.focus.during(() => ops.forEach((op) => this.carryOut(op)));
    for (const node of this.detached) if (!node.isConnected) this.dropTree(node);
    this.detached = [];
    this.address.place();
    this.sheets.refresh();
    this.device.refresh();
    this.masks.refresh();
    this.media.refresh();
    this.places.retry();
    this.lists.hold();
    this.motion.match();
    this.states.soon();
  }

  /** Shows the page when its sheets are there, at the latest after `limit` milliseconds. */
  async reveal(limit: number): Promise<void> {
    const waiting = [...this.links].filter(isAwaited);
    const loaded = waiting.map((link) => {
      return new Promise((resolve) => {
        link.addEventListener("load", resolve, { once: true });
        link.addEventListener("error", resolve, { once: true });
      });
    });
    if (loaded.length) await Promise.race([Promise.all(loaded), new Promise((r) => setTimeout(r, limit))]);
    if (this.isStopped) return;
    this.device.compare();
    this.device.refresh();
    this.motion.settle();
    this.sheets.veilPage(false);
    this.masks.refresh();
    this.places.retry();
    this.focus.refocus();
  }

  refocus(): void {
    this.focus.refocus();
  }

  stop(): void {
    this.media.stop();
    this.faces.stop();
    this.isStopped = true;
    this.device.stop();
  }

  /** The shadow root of an element, closed or open, and through it the innermost node of an event. */
  targetOf(event: Event): Node | null {
    let target = (event.composedPath()[0] ?? event.target) as Node | null;
    while (target?.nodeType === 1) {
      const root = this.builder.rootOf(target as Element);
      const inner = root && innerOf(root, event);
      if (!inner || inner === target) break;
      target = inner;
    }
    return target;
  }

  /** Builds nodes and puts them into `holder`. */
  grow(holder: Node, next: Node | null, wires: readonly WireNode[], first: number): void {
    for (const node of this.address.during(() => this.builder.build(wires, first))) {
      this.address.prepare(node);
      holder.insertBefore(node, next);
    }
  }

  detach(node: Node): void {
    (node as ChildNode).remove();
    this.detached.push(node);
  }

  private carryOut(op: Op): void {
    const node = this.nodes.nodeOf(op[1] as number);
    this.lists.note(node);
    if (op[0] === "m") this.lists.note(this.nodes.nodeOf(op[2]));
    if (node && this.held.takes(op, node, this.hands?.isPending(node) ?? false)) return;
    (TABLE[op[0]] as ((this: Applier, op: Op, node: Node | null) => void) | undefined)?.call(this, op, node);
  }

  private settle(node: Node, wasRefused: boolean): void {
    const id = this.nodes.idOf(node);
    for (const op of id === null ? [] : this.held.settle(node, id, wasRefused)) this.carryOut(op);
    this.focus.settled(node);
  }

  private met(element: Element): void {
    if (element.localName === "link") {
      this.links.add(element as HTMLLinkElement);
      this.address.prepareLink(element as HTMLLinkElement);
    }
    this.lists.note(element);
    this.media.met(element);
  }

  private metRoot(root: ShadowRoot): void {
    this.listen(root);
    this.roots.add(root);
    this.sheets.metRoot(root);
    for (const callback of this.rootListeners) callback(root);
  }

  /** `load` and the layer events do not leave a shadow tree. */
  private listen(root: Document | ShadowRoot): void {
    this.lists.listen(root);
    this.layers.listen(root);
    this.media.listen(root);
    this.motion.listen(root);
    root.addEventListener(
      "load",
      ({ target }) => {
        if (this.isStopped) return;
        this.device.refresh();
        // A sheet that comes late sets off transitions that the host, which had it all the time, does not have.
        if (this.links.has(target as HTMLLinkElement)) this.motion.settle();
        this.masks.refresh();
        this.places.retry();
        this.states.soon();
      },
      true,
    );
  }

  private dropTree(node: Node): void {
    visitBuilt(node, this.builder, (each) => {
      this.nodes.drop(each);
      this.held.forget(each);
      this.layers.forget(each);
      this.custom.forget(each);
      this.masks.forget(each);
      this.links.delete(each as HTMLLinkElement);
      this.roots.delete(each as ShadowRoot);
      this.sheets.forget(each);
    });
  }
}

/** A sheet on its way. Other links (icons, other languages, hints) load nothing here and so never say that they have. */
const isAwaited = (link: HTMLLinkElement): boolean =>
  link.isConnected && !link.sheet && !link.disabled && !!link.href && /\bstylesheet\b/i.test(link.rel);

function innerOf(root: ShadowRoot, event: Event): Element | null {
  const { clientX, clientY } = event as Partial<MouseEvent>;
  const isPointed = clientX !== undefined && clientY !== undefined && event.type !== "keydown";
  return isPointed ? root.elementFromPoint(clientX, clientY) : root.activeElement;
}

type Holder = Node & { moveBefore?(node: Node, next: Node | null): void };

/** Not where a template is left or entered: then the host moved it another way as well. */
function moveGently(holder: Holder, node: Node, next: Node | null): boolean {
  if (!node.isConnected || !holder.moveBefore) return false;
  try {
    holder.moveBefore(node, next); // tells nothing
    return true;
  } catch {
    return false;
  }
}

type Handler<O> = (this: Applier, op: O, node: Node | null) => void;
type Table = { [C in Op[0]]: Handler<Extract<Op, readonly [C, ...unknown[]]>> };

/** What a control shows becomes its `value` with some types: that comes last. */
function setAttributes(element: Element, flat: readonly (string | null)[]): void {
  for (let i = 0; i < flat.length; i += 2) applyAttribute(element, flat[i]!, flat[i + 1]!);
  const value = flat.indexOf("value");
  if (value >= 0 && value % 2 === 0) applyAttribute(element, "value", flat[value + 1]!);
}

const TABLE: Table = {
  ...MOTION_TABLE,
  ...MEDIA_TABLE,
  "+"([, parent, before, first, wires]) {
    const holder = this.nodes.nodeOf(parent)!;
    const next = before ? this.nodes.nodeOf(before) : null;
    this.grow(holder, next, wires, first);
  },
  z() {
    // a word to the hub
  },
  "-"(_, node) {
    if (node) this.detach(node);
  },
  m([, , parent, before, gentle], node) {
    const holder = this.nodes.nodeOf(parent)! as Holder;
    const next = before ? this.nodes.nodeOf(before) : null;
    if (!gentle || !moveGently(holder, node!, next)) holder.insertBefore(node!, next);
  },
  h([, , first, wire], host) {
    this.builder.attach(host as Element, wire, first);
  },
  a([, , flat], node) {
    if (this.links.has(node as HTMLLinkElement)) this.address.prepareLink(node as HTMLLinkElement, flat);
    setAttributes(node as Element, flat);
    this.media.changed(node as Element, flat);
  },
  t([, , value], node) {
    this.masks.forget(node!);
    (node as CharacterData).data = value;
  },
  y([, , start, count, text], node) {
    (node as CharacterData).replaceData(start, count, text);
  },
  x([, , shape, widths], node) {
    this.masks.show(node as Text, shape, widths);
  },
  s([, , x, y], node) {
    if (node) this.places.set(node, x, y);
  },
  v([, , value], node) {
    setValue(node as HTMLInputElement, value);
  },
  c([, , bits], node) {
    setCheck(node as HTMLInputElement, bits);
  },
  o([, , indices], node) {
    setSelection(node as HTMLSelectElement, indices);
  },
  F([, , frame], node) {
    this.owner.bind(node as HTMLIFrameElement, frame || null);
    if (frame === "") neutralBox(node as HTMLIFrameElement);
    else unpaint(node as HTMLIFrameElement);
  },
  S([, sheet, text]) {
    this.sheets.define(sheet, text);
    this.media.styled(text);
  },
  A([, , sheets], node) {
    this.sheets.adopt(node as Document | ShadowRoot, sheets);
  },
  r([, sheet, index, count, rules]) {
    this.sheets.editConstructed(sheet, index, count, rules);
    this.media.styled(...rules);
  },
  R([, , index, count, rules], node) {
    this.sheets.editOwned(node as Element, index, count, rules);
    this.media.styled(...rules);
  },
  e([, sheet, disabled, media]) {
    this.sheets.stateConstructed(sheet, disabled, media);
  },
  E([, , disabled, media], node) {
    this.sheets.stateOwned(node as Element, disabled, media);
  },
  d([, name, base, formAssociated]) {
    defineElement(name, base, formAssociated === 1);
    this.custom.retry();
  },
  L([, , state], node) {
    this.layers.set(node as HTMLElement, state);
    for (const [state, elements] of this.layers.shown) this.states.set(state, elements);
  },
  n([, , assigned], node) {
    const nodes = assigned.map((id) => this.nodes.nodeOf(id)).filter((each) => each !== null);
    (node as HTMLSlotElement).assign(...(nodes as (Element | Text)[]));
  },
  f([, , visible], node) {
    this.focus.set(node, visible === 1);
    const focused =
      node?.nodeType === 1 && !/^i?frame$/.test((node as Element).localName) ? [node as Element] : [];
    this.states.set("focus", focused);
    this.states.set("focus-within", focused);
    this.states.set("focus-visible", visible ? focused : []);
  },
  u([, url, base]) {
    this.address.set(url, base);
  },
  w([, width, height, dpr]) {
    this.owner.resized([width, height, dpr]);
    this.device.setRatio(dpr);
  },
  l([, told, sample]) {
    const families = this.fonts.compare(told, sample);
    if (families.length) this.owner.fontsDiffer(families);
  },
  W([, ...view]) {
    this.owner.viewed(view);
  },
  D([, device]) {
    this.owner.grained(device.grain);
    this.device.set(device);
  },
};
