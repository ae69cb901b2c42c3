/**
 * Reading the tree without being misled by it: a form with an input named "parentNode", or a document with an image named
 * "firstChild", hides those properties, so the getters of the prototypes are called. Nodes of every frame are told by
 * nodeType, since `instanceof` knows one window only.
 */
import { hooksOf } from "./hooks";

type Reader<V> = (node: Node) => V;

function reader<V>(prototype: object, name: string): Reader<V> {
  const get = Object.getOwnPropertyDescriptor(prototype, name)!.get!;
  return (node) => get.call(node) as V;
}

export const typeOf = reader<number>(Node.prototype, "nodeType");
export const parentOf = reader<ParentNode | null>(Node.prototype, "parentNode");
export const firstOf = reader<ChildNode | null>(Node.prototype, "firstChild");
export const nextOf = reader<ChildNode | null>(Node.prototype, "nextSibling");
export const previousOf = reader<ChildNode | null>(Node.prototype, "previousSibling");
export const ownerOf = reader<Document | null>(Node.prototype, "ownerDocument");
export const localNameOf = reader<string>(Element.prototype, "localName") as (element: Element) => string;
export const namespaceOf = reader<string | null>(Element.prototype, "namespaceURI") as (
  element: Element,
) => string | null;
export const prefixOf = reader<string | null>(Element.prototype, "prefix") as (e: Element) => string | null;
export const attributesOf = reader<NamedNodeMap>(Element.prototype, "attributes") as (
  element: Element,
) => NamedNodeMap;
const openRootOf = reader<ShadowRoot | null>(Element.prototype, "shadowRoot") as (
  e: Element,
) => ShadowRoot | null;
const { getAttribute, getAttributeNS, getAttributeNames, matches } = Element.prototype;

export const HTML = "http://www.w3.org/1999/xhtml";
export const SVG = "http://www.w3.org/2000/svg";
export const MATHML = "http://www.w3.org/1998/Math/MathML";

export const isElement = (node: Node): node is Element => typeOf(node) === 1;
export const isHtml = (element: Element): element is HTMLElement => namespaceOf(element) === HTML;
export const attributeOf = (element: Element, name: string): string | null =>
  getAttribute.call(element, name);

/** Of all attributes, in their order. An `Attr` that was asked for would stay with its element. */
export const namesOf = (element: Element): string[] => getAttributeNames.call(element);

/** The value of an attribute without a namespace. */
export const plainOf = (element: Element, name: string): string | null =>
  getAttributeNS.call(element, null, name);

/** False, too, for a selector that this browser does not know. */
export function doesMatch(element: Element, selector: string): boolean {
  try {
    return matches.call(element, selector);
  } catch {
    return false; // an unknown pseudo-class is the one way in which `matches` throws
  }
}

/** Everything below `root` that this selector matches; nothing for one that this browser does not know. */
export function allOf(root: Node, selector: string): Iterable<Element> {
  try {
    return (root as ParentNode).querySelectorAll(selector);
  } catch {
    return []; // see above
  }
}

/** The HTML element's local name, "" for elements of other namespaces. */
export const htmlNameOf = (node: Node): string => (isElement(node) && isHtml(node) ? localNameOf(node) : "");

/** The shadow root of an element, closed ones included when the hooks saw them made. */
export function rootOf(element: Element): ShadowRoot | null {
  return openRootOf(element) ?? hooksOf(window)?.roots.get(element) ?? null;
}

const templates = new WeakMap<Node, Element>();

/** The content of a `<template>`; remembers whose it is, so that `containerOf` finds the way back. */
export function contentOf(element: Element): DocumentFragment | null {
  if (htmlNameOf(element) !== "template") return null;
  const content = (element as HTMLTemplateElement).content;
  templates.set(content, element);
  return content;
}

/** The node that holds this one: its parent, the host of a shadow root, the template of a template's content. */
export function containerOf(node: Node): Node | null {
  return parentOf(node) ?? (node as Partial<ShadowRoot>).host ?? templates.get(node) ?? null;
}

/** Everything below `node` and `node` itself: shadow trees and template contents too. */
export function visitTree(node: Node, visit: (node: Node) => void): void {
  visit(node);
  if (isElement(node)) {
    const root = rootOf(node);
    if (root) visitTree(root, visit);
    const content = contentOf(node);
    if (content) visitTree(content, visit);
  }
  for (let child = firstOf(node); child; child = nextOf(child)) visitTree(child, visit);
}
