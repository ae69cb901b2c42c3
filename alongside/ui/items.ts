/** Which page of the shop a press on a page means: that of its link, or that of the card around it. On the shop's page and in mirrors. */
import { ownPath } from "./beside";

/** A page of the shop that may be laid beside another. `path` is that on the shop's host. */
export interface Item {
  path: string;
  title: string;
  picture?: string;
  price?: string;
  /** Known to show goods. */
  isProduct?: true;
}

/** A card is no larger than this many elements around what was pressed. */
const CARD_DEPTH = 8;
const LONGEST_TITLE = 120;
const HEADINGS = "h1,h2,h3,h4,[itemprop=name]";

/** `path` is that of the event, from the innermost element; `shop` an address of the shop. */
export function itemAt(path: readonly EventTarget[], shop: string): Item | null {
  const elements = path.filter((one): one is Element => (one as Partial<Node>).nodeType === 1);
  const link = elements.find((one) => one.matches("a[href],area[href]"));
  const chosen = link ?? onlyLinkAround(elements.slice(0, CARD_DEPTH), shop);
  if (!chosen) return null;
  const target = pathOf(chosen, shop);
  return target === null ? null : { path: target, ...wordsOf(chosen, cardOf(chosen, target, shop)) };
}

/** The link of the innermost element around that has links to one page alone. */
function onlyLinkAround(elements: Element[], shop: string): Element | null {
  for (const element of elements) {
    const links = linksIn(element, shop);
    if (links.size > 1) return null;
    for (const link of links.values()) return link;
  }
  return null;
}

/** The largest element around the link that leads nowhere else: where its picture and heading are. */
function cardOf(link: Element, target: string, shop: string): Element {
  let card = link;
  for (let depth = 0; depth < CARD_DEPTH; depth++) {
    const around = card.parentElement;
    if (!around || around.localName === "body" || linksIn(around, shop).size > 1) break;
    card = around;
  }
  return linksIn(card, shop).has(plain(target)) ? card : link;
}

function linksIn(element: Element, shop: string): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const link of element.querySelectorAll("a[href]")) {
    const path = pathOf(link, shop);
    if (path !== null && !found.has(plain(path))) found.set(plain(path), link);
    if (found.size > 1) break;
  }
  return found;
}

const plain = (path: string): string => path.replace(/#.*$/, "");

function pathOf(link: Element, shop: string): string | null {
  const { href } = link as HTMLAnchorElement;
  return typeof href === "string" ? ownPath(href, shop) : null;
}

function wordsOf(link: Element, card: Element): Omit<Item, "path"> {
  const picture = (link.querySelector("img") ?? card.querySelector("img")) as HTMLImageElement | null;
  const heading = link.querySelector(HEADINGS) ?? card.querySelector(HEADINGS);
  const title = [heading?.textContent, link.getAttribute("aria-label"), link.textContent, picture?.alt]
    .map((text) => (text ?? "").replace(/\s+/g, " ").trim())
    .find((text) => text);
  const source = picture?.currentSrc || picture?.src;
  return {
    title: (title ?? "").slice(0, LONGEST_TITLE),
    ...(source && /^https?:/.test(source) ? { picture: source } : {}),
  };
}
