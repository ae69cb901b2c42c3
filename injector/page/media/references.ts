/**
 * Which URLs a captured page shows something from: pictures, sprites, fonts and sheets of elements that are not masked, and of rules.
 * Nothing else is ever read for a mirror.
 */
import * as dom from "../capture/dom";
import type { Scope } from "../capture/scope";

/** Attributes that name what an element shows, by its name. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  img: ["src"],
  input: ["src"],
  video: ["poster", "src"],
  audio: ["src"],
  source: ["src"],
  object: ["data"],
  embed: ["src"],
  image: ["href", "xlink:href"],
  feImage: ["href", "xlink:href"],
  use: ["href", "xlink:href"],
  link: ["href"],
  body: ["background"],
  td: ["background"],
  table: ["background"],
};
export const CSS_URL = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s"']*))\s*\)/gi;
const STYLED = ["backgroundImage", "borderImageSource", "listStyleImage", "maskImage", "content"] as const;

export function referencesOf(scope: Scope): Set<string> {
  const found = new Set<string>();
  const masked = new Set<string>();
  const add = (into: Set<string>, url: string | null, base: string) => {
    if (url && URL.canParse(url, base)) into.add(withoutFragment(new URL(url, base).href));
  };
  const addCss = (into: Set<string>, text: string, base: string) => {
    for (const [, double, single, bare] of text.matchAll(CSS_URL))
      add(into, double ?? single ?? bare ?? "", base);
  };
  const base = scope.document.baseURI;
  const addElement = (into: Set<string>, element: Element) => {
    for (const name of SHOWN[dom.localNameOf(element)] ?? []) add(into, dom.attributeOf(element, name), base);
    if (dom.htmlNameOf(element) === "img") add(into, (element as HTMLImageElement).currentSrc, base);
    addCss(into, dom.attributeOf(element, "style") ?? "", base);
  };
  const addSheets = (root: Document | ShadowRoot) => {
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets])
      for (const [text, from] of textsOf(sheet, base)) addCss(found, text, from);
  };
  addSheets(scope.document);
  dom.visitTree(scope.document, (node) => {
    if (!scope.ids.has(node)) return;
    if (!dom.isElement(node)) {
      if ((node as Partial<ShadowRoot>).adoptedStyleSheets && node !== scope.document)
        addSheets(node as ShadowRoot);
    } else if (scope.masks.isWithin(node)) {
      addElement(masked, node);
      const style = scope.window.getComputedStyle(node);
      for (const name of STYLED) addCss(masked, style[name], base);
    } else {
      addElement(found, node);
    }
  });
  for (const url of masked) found.delete(url);
  return found;
}

export function withoutFragment(url: string): string {
  const at = url.indexOf("#");
  return at < 0 ? url : url.slice(0, at);
}

/** Each rule that may name something, with the address that it is relative to. */
function* textsOf(sheet: CSSStyleSheet, base: string): Generator<[text: string, base: string]> {
  let rules: CSSRuleList;
  try {
    rules = sheet.cssRules;
  } catch {
    return; // another host's
  }
  const from = sheet.href ?? base;
  for (const rule of rules) {
    const imported = (rule as Partial<CSSImportRule>).styleSheet;
    if (imported) yield* textsOf(imported, base);
    const text = rule.cssText;
    if (text.includes("url(")) yield [text, from];
  }
}
