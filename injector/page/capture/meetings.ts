/**
 * What certain elements need beyond their attributes: frames, custom element names, chosen images, manual slots, sizes of
 * blocked boxes. The serializer says whom it met; at the flush each tells what the mirror has to know.
 */
import type { Op } from "../../../alongside/wire/ops";
import * as dom from "./dom";
import type { Frame } from "./frame";
import { Definitions } from "./definitions";
import { Boxes } from "./boxes";
import type { Meeting, Serializer } from "./serialize";
import type { MaskedText } from "./text";

export class Meetings implements Meeting {
  readonly iframes = new Map<HTMLIFrameElement, string | null>();
  readonly #images = new Set<HTMLImageElement>();
  readonly #slots = new Set<HTMLSlotElement>();
  readonly #definitions: Definitions;
  readonly #boxes: Boxes;
  #doubtful = false;
  #newRoots: [host: Element, serializer: Serializer][] = [];

  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#definitions = new Definitions(frame);
    this.#boxes = new Boxes(frame);
  }

  stop(): void {
    this.#boxes.stop();
  }

  /** Before a snapshot. */
  reset(): void {
    this.iframes.clear();
    this.#newRoots = [];
    this.#definitions.reset();
    this.#boxes.reset();
  }

  element(element: Element, name: string): void {
    if (!this.#frame.hooks.early) this.#frame.sight.met(element);
    switch (name) {
      case "input":
      case "textarea":
      case "select":
        return this.#frame.forms.met(element);
      case "link":
      case "style":
      case "svg:style":
        return this.#frame.sheets.metOwner(element as HTMLStyleElement);
      case "iframe":
      case "frame":
        this.iframes.set(element as HTMLIFrameElement, null);
        this.#doubtful = true;
        return;
      case "dialog":
        return this.#frame.layers.met(element);
      case "img":
        this.#images.add(element as HTMLImageElement);
        return;
      case "canvas":
      case "video":
      case "audio":
      case "object":
      case "embed":
        return this.#frame.media.met(element);
      case "slot":
        this.#slots.add(element as HTMLSlotElement);
        return;
      default:
        if (!name.includes("-")) return;
        this.#definitions.met(element, name);
        this.#frame.states.met(element);
    }
  }

  root(root: ShadowRoot | DocumentFragment): void {
    this.#frame.observe(root);
    const { host } = root as ShadowRoot;
    if (host) this.#frame.sheets.metRoot(root as ShadowRoot);
    // Nobody listened to one that came with the markup.
    if (!this.#frame.hooks.roots.has(host))
      for (const element of dom.allOf(root, "*")) this.#frame.sight.met(element);
  }

  popover(element: Element): void {
    this.#frame.layers.met(element);
  }

  builtIn(element: Element, name: string): void {
    this.#definitions.met(element, name);
  }

  sized(element: Element): void {
    this.#boxes.size(element);
  }

  masked(text: Text, wire: string | MaskedText): void {
    this.#boxes.mask(text, wire);
  }

  maskOf(text: Text): string | MaskedText | undefined {
    return this.#boxes.maskOf(text);
  }

  restyled(element: Element): void {
    this.#boxes.restyled(element);
  }

  unmask(text: Text): void {
    this.#boxes.forget(text);
  }

  forget(node: Node): void {
    if (this.iframes.delete(node as HTMLIFrameElement)) this.#frame.owner.release(node);
    this.#images.delete(node as HTMLImageElement);
    this.#slots.delete(node as HTMLSlotElement);
    this.#boxes.forget(node);
  }

  /** A frame's page may be another one now. */
  recheckFrames(): void {
    this.#doubtful = true;
    this.#frame.wake();
  }

  heardLoad(target: Node): void {
    const name = dom.htmlNameOf(target);
    if (name === "img") this.#images.add(target as HTMLImageElement);
    else if (name === "iframe" || name === "frame") this.#doubtful = true;
    else return;
    this.#frame.wake();
  }

  heardSlot(slot: HTMLSlotElement): void {
    this.#slots.add(slot);
    this.#frame.wake();
  }

  /** A root was attached to an element that the mirror may have already. */
  heardRoot(host: Element, serializer: Serializer): void {
    this.#newRoots.push([host, serializer]);
    this.#frame.wake();
  }

  flush(): Op[] {
    const ops: Op[] = [];
    this.#flushRoots(ops);
    ops.push(...this.#definitions.flush(), ...this.#boxes.flush());
    if (this.#doubtful) this.#flushFrames(ops);
    this.#flushSlots(ops);
    this.#flushImages(ops);
    return ops;
  }

  #flushRoots(ops: Op[]): void {
    const { ids } = this.#frame;
    for (const [host, serializer] of this.#newRoots) {
      const root = dom.rootOf(host);
      const id = ids.idOf(host);
      if (!root || id === null || ids.has(root) || serializer.isClosedOff(host)) continue;
      const first = ids.next;
      ops.push(["h", id, first, serializer.root(root, serializer.isWithin(host))]);
    }
    this.#newRoots = [];
  }

  #flushFrames(ops: Op[]): void {
    this.#doubtful = false;
    for (const [iframe, known] of this.iframes) {
      const id = this.#frame.ids.idOf(iframe);
      if (id === null) continue;
      const bound = this.#frame.owner.bind(iframe);
      if (bound !== known) ops.push(["F", id, bound]);
      this.iframes.set(iframe, bound);
    }
  }

  #flushSlots(ops: Op[]): void {
    for (const slot of this.#slots) {
      const id = this.#frame.ids.idOf(slot);
      const root = slot.getRootNode() as Partial<ShadowRoot>;
      if (id === null || root.slotAssignment !== "manual") {
        this.#slots.delete(slot);
        continue;
      }
      const assigned = slot.assignedNodes().map((node) => this.#frame.ids.idOf(node));
      ops.push(["n", id, assigned.filter((each) => each !== null)]);
      if (!assigned.includes(null)) this.#slots.delete(slot);
    }
  }

  /** Which candidate was chosen, and that a lazy image was loaded. Others load in the mirror just as they do here. */
  #flushImages(ops: Op[]): void {
    for (const image of this.#images) {
      const id = this.#frame.ids.idOf(image);
      const { masks } = this.#frame;
      if (id === null || !image.complete || !image.currentSrc || !needsChoice(image)) continue;
      if (masks.isWithin(image)) continue;
      const source = masks.secrets.hideKnown(image.currentSrc);
      ops.push(["i", id, source, image.naturalWidth, image.naturalHeight]);
    }
    this.#images.clear();
  }
}

function needsChoice(image: HTMLImageElement): boolean {
  if (dom.doesMatch(image, "[srcset],[loading=lazy i]")) return true;
  const parent = dom.containerOf(image);
  return !!parent && dom.htmlNameOf(parent) === "picture";
}
