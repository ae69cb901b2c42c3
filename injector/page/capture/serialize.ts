/**
 * Nodes to the wire, giving ids in pre-order. What does not travel: our own elements, the content of scripts, event handler
 * attributes, the content of blocked elements, and nodes that are known already (they moved, and move ops bring them).
 *
 * When the slice is over, children are left for later: they have no id yet, so nothing else tells of them either.
 */
import {
  CDATA,
  COMMENT,
  DOCTYPE,
  INSTRUCTION,
  ROOT_CLOSED,
  ROOT_CLONABLE,
  ROOT_DELEGATES_FOCUS,
  ROOT_MANUAL_SLOTS,
  ROOT_SERIALIZABLE,
  SHADOW_ROOT,
  TEMPLATE_CONTENT,
  type WireAttributes,
  type WireNode,
} from "../../../alongside/wire/ops";
import * as dom from "./dom";
import type { Ids } from "./ids";
import type { Mark, Masks } from "./masks";
import type { Slice } from "./slice";
import { readText, type MaskedText } from "./text";

const OUR_PATH = "/__alongside/";
const OUR_ELEMENT = "alongside-ui";
const DROPPED = /^on|^(?:nonce|integrity|srcdoc)$/i;
/** Elements whose children do not travel: a mirror runs no script, and its own browser fills the button of a select. */
const UNTOLD = new Set(["script", "selectedcontent"]);
/** All that a blocked element keeps: enough for the shop's rules to place it. */
const BLOCKED_KEEPS = new Set(["class", "id", "style", "data-alongside", "slot", "part", "hidden", "dir"]);
/** Told with all their children, since what they show depends on those. */
const WHOLE = /^(?:select|optgroup|option|textarea|style|title|picture|video|audio|object)$/;
const NAMED_SPACES = new Map([
  ["http://www.w3.org/1999/xlink", "xlink"],
  ["http://www.w3.org/XML/1998/namespace", "xml"],
  ["http://www.w3.org/2000/xmlns/", "xmlns"],
]);

/** Hears of every element and root that was serialised; called after its id was given. */
export interface Meeting {
  /** It has a `popover` attribute. */
  popover(element: Element): void;
  /** It has an `is` attribute. */
  builtIn(element: Element, name: string): void;
  /** What shows in it does not travel, so its size does. */
  sized(element: Element): void;
  element(element: Element, name: string): void;
  root(root: ShadowRoot | DocumentFragment): void;
  /** Text in or under a marked element, or with a secret in it; `wire` stands for it in the mirror. */
  masked(text: Text, wire: string | MaskedText): void;
}

/** The panel, the pointers and the script tags that brought us here: no part of the shop's page. */
export function isOurs(node: Node): boolean {
  if (!dom.isElement(node)) return false;
  const name = dom.localNameOf(node);
  return name === OUR_ELEMENT || (name === "script" && !!dom.attributeOf(node, "src")?.includes(OUR_PATH));
}

export class Serializer {
  /** How each marked element was sent. */
  readonly #marks = new WeakMap<Element, Mark>();

  /** Nodes with children that are still to be told, and the first of these. */
  readonly later = new Map<Node, Node>();

  readonly #ids: Ids;
  readonly #masks: Masks;
  readonly #meeting: Meeting;
  readonly #slice: Slice;

  constructor(ids: Ids, masks: Masks, meeting: Meeting, slice: Slice) {
    this.#ids = ids;
    this.#masks = masks;
    this.#meeting = meeting;
    this.#slice = slice;
  }

  /** Whether `child` and what comes after it in `parent` has to wait. */
  cuts(parent: Node, child: Node): boolean {
    if (!this.#slice.isOver || (dom.isElement(parent) && WHOLE.test(dom.localNameOf(parent)))) return false;
    this.later.set(parent, this.later.has(parent) ? dom.firstOf(parent)! : child);
    return true;
  }

  isKnown(node: Node): boolean {
    return this.#ids.has(node) || isOurs(node);
  }

  /** Children of this node are not captured. */
  isClosedOff(node: Node): boolean {
    return dom.isElement(node) && (UNTOLD.has(dom.localNameOf(node)) || this.#masks.isBlocked(node));
  }

  /** Children of this node are masked. */
  isWithin(parent: Node): boolean {
    return this.#masks.isWithin(parent) || (dom.isElement(parent) && this.#isSecretArea(parent));
  }

  children(parent: Node, within: boolean, into: unknown[] = []): WireNode[] {
    for (let child = dom.firstOf(parent); child; child = dom.nextOf(child)) {
      if (this.isKnown(child)) continue;
      if (this.cuts(parent, child)) break;
      into.push(this.node(child, within));
    }
    return into as WireNode[];
  }

  node(node: Node, within: boolean): WireNode {
    const type = dom.typeOf(node);
    this.#slice.spend(type === 1 ? 1 : (node.nodeValue ?? "").length);
    if (type === 1) return this.#element(node as Element, within);
    this.#ids.give(node);
    switch (type) {
      case 3:
        return this.#text(node as Text, within);
      case 4:
        return [CDATA, this.data(node as CharacterData, within)];
      case 7:
        return [
          INSTRUCTION,
          (node as ProcessingInstruction).target,
          this.data(node as CharacterData, within),
        ];
      case 10: {
        const { name, publicId, systemId } = node as DocumentType;
        return [DOCTYPE, name, publicId, systemId];
      }
      default:
        return [COMMENT, this.data(node as Comment, within)];
    }
  }

  root(root: ShadowRoot, within: boolean): WireNode {
    this.#ids.give(root);
    this.#meeting.root(root);
    return this.children(root, within, [SHADOW_ROOT, rootFlags(root)]) as unknown as WireNode;
  }

  /** Whether it has another mark than when it was sent; `attribute` is what changed, when that is known. */
  isMarkedAnew(element: Element, attribute?: string): boolean {
    if (attribute !== undefined && !this.#masks.mayDependOn(attribute)) return false;
    return this.#masks.markOf(element) !== (this.#marks.get(element) ?? null);
  }

  /** The attributes of an element as they are sent. */
  sent(element: Element): readonly string[] {
    const mark = this.#masks.markOf(element);
    return this.#attributes(element, this.#masks.isWithin(element), mark === "block", true) || [];
  }

  #text(node: Text, within: boolean): WireNode {
    const wire = readText(node, within, this.#masks.secrets);
    if (wire !== node.data) this.#meeting.masked(node, wire);
    return wire;
  }

  /** What may be shown of character data that nobody sees. */
  data({ data }: CharacterData, within: boolean): string {
    return within ? "" : this.#masks.secrets.hide(data);
  }

  #element(element: Element, inherited: boolean): WireNode {
    this.#ids.give(element);
    const name = nameOf(element);
    const mark = this.#masks.markOf(element);
    const isBlocked = mark === "block";
    const within = inherited || mark === "mask";
    if (mark) this.#marks.set(element, mark);
    if (isBlocked || (within && (isPicture(element) || isSizedByText(element)))) this.#meeting.sized(element);
    const wire: unknown[] = [name, this.#attributes(element, within || isBlocked, isBlocked)];
    this.#meeting.element(element, name);
    if (isBlocked || UNTOLD.has(name) || name === "svg:script") return wire as unknown as WireNode;
    const root = dom.rootOf(element);
    if (root && !this.#ids.has(root)) wire.push(this.root(root, within));
    const content = dom.contentOf(element);
    if (content) wire.push(this.#content(content, within));
    this.children(element, within || (name === "textarea" && this.#isSecretArea(element)), wire);
    return wire as unknown as WireNode;
  }

  /** The child text of a textarea is its default value. */
  #isSecretArea(element: Element): boolean {
    return dom.htmlNameOf(element) === "textarea" && this.#masks.isSecret(element);
  }

  #content(content: DocumentFragment, within: boolean): WireNode {
    this.#ids.give(content);
    this.#meeting.root(content);
    return this.children(content, within, [TEMPLATE_CONTENT]) as unknown as WireNode;
  }

  #attributes(element: Element, within: boolean, isBlocked: boolean, isQuiet?: boolean): WireAttributes {
    const names = dom.namesOf(element);
    const flat: string[] = [];
    for (let i = 0; i < names.length; i++) {
      const plain = dom.plainOf(element, names[i]!);
      const attribute = plain === null && dom.attributesOf(element)[i]!;
      const key = attribute ? attributeKey(attribute) : names[i]!;
      const value = attribute ? attribute.value : plain!;
      if (!this.#doesTravel(element, key) || (isBlocked && !BLOCKED_KEEPS.has(key))) continue;
      if (!isQuiet && key === "popover") this.#meeting.popover(element);
      if (!isQuiet && key === "is") this.#meeting.builtIn(element, dom.localNameOf(element));
      flat.push(key, this.#masks.attribute(element, key, value, within));
      this.#slice.spend(value.length);
    }
    return flat.length ? flat : 0;
  }

  /** The present value of one attribute, null when it is not there or does not travel. */
  attribute(element: Element, local: string, namespace?: string): [key: string, value: string | null] {
    const attribute = namespace && dom.attributesOf(element).getNamedItemNS(namespace, local);
    const key = attribute ? attributeKey(attribute) : namespace ? `${shortSpace(namespace)} ${local}` : local;
    const value = attribute ? attribute.value : namespace ? null : dom.plainOf(element, local);
    const within = this.#masks.isWithin(element);
    const isKept =
      value !== null &&
      this.#doesTravel(element, key) &&
      !(within && this.#masks.isBlocked(element) && !BLOCKED_KEEPS.has(key));
    return [key, isKept ? this.#masks.attribute(element, key, value, within) : null];
  }

  #doesTravel(element: Element, key: string): boolean {
    if (DROPPED.test(key)) return false;
    if (key === "src") return dom.localNameOf(element) !== "script";
    // Which option of a secret list was chosen.
    return key !== "selected" || !this.#masks.isInSecret(element);
  }
}

/** As large as a picture, of which nothing is told when it is masked. */
export const isPicture = (element: Element): boolean =>
  /^(?:img|video|canvas|object|embed)$/.test(dom.htmlNameOf(element)) ||
  (element as HTMLInputElement).type === "image";

/** Lists and buttons are as wide as texts that no block can stand for. */
function isSizedByText(element: Element): boolean {
  const name = dom.htmlNameOf(element);
  return (
    name === "select" ||
    (name === "input" && /^(?:submit|reset|button)$/.test((element as HTMLInputElement).type))
  );
}

const shortSpace = (namespace: string): string => NAMED_SPACES.get(namespace) ?? namespace;

const attributeKey = (attribute: Attr): string =>
  attribute.namespaceURI ? `${shortSpace(attribute.namespaceURI)} ${attribute.name}` : attribute.name;

function nameOf(element: Element): string {
  const local = dom.localNameOf(element);
  const namespace = dom.namespaceOf(element);
  const prefix = dom.prefixOf(element);
  if (!prefix) {
    if (namespace === dom.HTML && !/^(?:svg|math):|[A-Z]/.test(local)) return local;
    if (namespace === dom.SVG) return `svg:${local}`;
    if (namespace === dom.MATHML) return `math:${local}`;
  }
  return `${namespace ?? ""} ${prefix ? `${prefix}:` : ""}${local}`;
}

function rootFlags(root: ShadowRoot): number {
  return (
    (root.mode === "closed" ? ROOT_CLOSED : 0) |
    (root.delegatesFocus ? ROOT_DELEGATES_FOCUS : 0) |
    (root.slotAssignment === "manual" ? ROOT_MANUAL_SLOTS : 0) |
    (root.clonable ? ROOT_CLONABLE : 0) |
    (root.serializable ? ROOT_SERIALIZABLE : 0)
  );
}
