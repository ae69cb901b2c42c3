/** Wire nodes to real ones, by the allow-list of allow.ts. Nodes that a browser's DOM calls refuse come from its parser. */
import {
  CDATA,
  COMMENT,
  DOCTYPE,
  INSTRUCTION,
  MASKED_TEXT,
  ROOT_CLOSED,
  ROOT_CLONABLE,
  ROOT_DELEGATES_FOCUS,
  ROOT_MANUAL_SLOTS,
  ROOT_SERIALIZABLE,
  SHADOW_ROOT,
  TEMPLATE_CONTENT,
  type WireNode,
} from "../../../alongside/wire/ops";
import { allowAttribute, HTML, isOurs, localOf, splitKey, splitName } from "./allow";

/** Which node has which id. */
export class Nodes {
  private readonly byId = new Map<number, Node>();
  private readonly ids = new WeakMap<Node, number>();

  idOf(node: Node): number | null {
    return this.ids.get(node) ?? null;
  }

  nodeOf(id: number): Node | null {
    return this.byId.get(id) ?? null;
  }

  set(id: number, node: Node): void {
    this.byId.set(id, node);
    this.ids.set(node, id);
  }

  drop(node: Node): void {
    const id = this.ids.get(node);
    if (id === undefined) return;
    this.byId.delete(id);
    this.ids.delete(node);
  }
}

export interface BuildListener {
  /** An element stands with its attributes, before its children. */
  built(element: Element): void;
  root(root: ShadowRoot): void;
  masked(text: Text, shape: string, widths: readonly number[]): void;
}

export class Builder {
  private next = 0;
  private readonly roots = new WeakMap<Element, ShadowRoot>();

  constructor(
    private readonly document: Document,
    private readonly nodes: Nodes,
    private readonly listener: BuildListener,
  ) {}

  rootOf(element: Element): ShadowRoot | null {
    return this.roots.get(element) ?? null;
  }

  /** Builds `wires` side by side, numbered from `first`. */
  build(wires: readonly WireNode[], first: number): Node[] {
    this.next = first;
    return wires.map((wire) => this.node(wire));
  }

  /** A shadow root for an element that is there already. */
  attach(host: Element, wire: WireNode, first: number): void {
    this.next = first;
    this.child(host, wire);
  }

  private node(wire: WireNode): Node {
    const id = this.next++;
    if (typeof wire === "string") return this.register(id, this.document.createTextNode(wire));
    if (typeof wire[0] === "string") return this.element(id, wire as readonly unknown[]);
    return this.register(id, this.other(wire as readonly [number, ...unknown[]]));
  }

  private register<N extends Node>(id: number, node: N): N {
    this.nodes.set(id, node);
    return node;
  }

  private other(wire: readonly [number, ...unknown[]]): Node {
    const [type, first, second, third] = wire as readonly [number, string, string, string];
    switch (type) {
      case MASKED_TEXT: {
        const text = this.document.createTextNode("");
        this.listener.masked(text, first, second as unknown as number[]);
        return text;
      }
      case CDATA:
        return this.fromXml(`<x><![CDATA[${first.replaceAll("]]>", "]] >")}]]></x>`);
      case INSTRUCTION:
        return this.document.createProcessingInstruction(first, second);
      case DOCTYPE:
        return makeDoctype(this.document, first, second, third);
      default:
        return this.document.createComment(type === COMMENT ? first : "");
    }
  }

  /** HTML documents make no CDATA sections, but take in those of XML ones. */
  private fromXml(source: string): Node {
    const parsed = new DOMParser().parseFromString(source, "text/xml");
    return this.document.adoptNode(parsed.documentElement.firstChild!);
  }

  private element(id: number, wire: readonly unknown[]): Element {
    const attributes = (wire[1] || []) as readonly string[];
    const element = this.register(id, makeElement(this.document, wire[0] as string, attributes));
    for (let i = 0; i < attributes.length; i += 2)
      applyAttribute(element, attributes[i]!, attributes[i + 1]!);
    this.listener.built(element);
    for (let i = 2; i < wire.length; i++) this.child(element, wire[i] as WireNode);
    return element;
  }

  private child(parent: Element, wire: WireNode): void {
    const type = typeof wire === "string" ? null : wire[0];
    if (type === SHADOW_ROOT) this.shadow(parent, wire as readonly unknown[]);
    else if (type === TEMPLATE_CONTENT) this.content(parent, wire as readonly unknown[]);
    else parent.appendChild(this.node(wire));
  }

  private shadow(host: Element, wire: readonly unknown[]): void {
    const id = this.next++;
    const root = attachShadow(host, wire[1] as number);
    const holder = this.register(id, root ?? this.document.createDocumentFragment());
    if (root) {
      this.roots.set(host, root);
      this.listener.root(root);
    }
    for (let i = 2; i < wire.length; i++) holder.appendChild(this.node(wire[i] as WireNode));
  }

  private content(template: Element, wire: readonly unknown[]): void {
    const id = this.next++;
    const content = (template as HTMLTemplateElement).content ?? this.document.createDocumentFragment();
    this.register(id, content);
    for (let i = 1; i < wire.length; i++) content.appendChild(this.node(wire[i] as WireNode));
  }
}

function attachShadow(host: Element, flags: number): ShadowRoot | null {
  try {
    return host.attachShadow({
      mode: flags & ROOT_CLOSED ? "closed" : "open",
      delegatesFocus: !!(flags & ROOT_DELEGATES_FOCUS),
      slotAssignment: flags & ROOT_MANUAL_SLOTS ? "manual" : "named",
      clonable: !!(flags & ROOT_CLONABLE),
      serializable: !!(flags & ROOT_SERIALIZABLE),
    });
  } catch {
    return null; // this browser gives the element no root: its content stays unseen rather than wrong
  }
}

function makeElement(document: Document, name: string, attributes: readonly string[]): Element {
  const { namespace, qualified } = splitName(name);
  try {
    if (namespace !== HTML || /[A-Z]/.test(qualified)) return document.createElementNS(namespace, qualified);
    const at = attributes.indexOf("is");
    const is = at >= 0 && at % 2 === 0 ? attributes[at + 1] : undefined;
    return is ? document.createElement(qualified, { is }) : document.createElement(qualified);
  } catch {
    return parseOne(document, `<${qualified.replace(/[\s>/]/g, "_")}>`);
  }
}

function parseOne(document: Document, source: string): Element {
  const template = document.createElement("template");
  template.innerHTML = source;
  return document.adoptNode(
    template.content.firstElementChild ?? document.createElement("alongside-unknown"),
  );
}

function makeDoctype(document: Document, name: string, publicId: string, systemId: string): Node {
  try {
    return document.implementation.createDocumentType(name, publicId, systemId);
  } catch {
    return document.adoptNode(new DOMParser().parseFromString("<!doctype>", "text/html").doctype!);
  }
}

/** Sets or removes (null) one attribute, if the allow-list has it. */
export function applyAttribute(element: Element, key: string, given: string | null): void {
  const { namespace, qualified } = splitKey(key);
  if (isOurs(element.localName, qualified)) return;
  const value = given === null ? null : allowAttribute(qualified, given);
  if (value === null) {
    if (namespace) element.removeAttributeNS(namespace, localOf(qualified));
    else element.removeAttributeNS(null, qualified);
    return;
  }
  try {
    // One that is there keeps its prefix.
    if (namespace && element.getAttributeNodeNS(namespace, localOf(qualified))?.name !== qualified)
      element.removeAttributeNS(namespace, localOf(qualified));
    element.setAttributeNS(namespace, qualified, value);
  } catch {
    setOddAttribute(element, qualified, value);
  }
}

/** Names such as `@click` or `"` that only a parser makes. */
function setOddAttribute(element: Element, name: string, value: string): void {
  const parsed = parseOne(element.ownerDocument, `<p ${name.replace(/[\s>/=]/g, "_")}>`).attributes[0];
  if (!parsed) return;
  const attribute = parsed.cloneNode() as Attr;
  attribute.value = value;
  element.setAttributeNode(attribute);
}
