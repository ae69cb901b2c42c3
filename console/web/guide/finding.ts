/** What is typed to find a page: words, or an address, which may be one of the shop's or not. Pure. */

import { readable } from "../../../alongside/ui/links";

/** A page of the shop as it is offered; picture and price are a product's. */
export interface FoundPage {
  url: string;
  title: string;
  picture?: string;
  price?: string;
}

export type Wanted =
  | { by: "nothing" }
  | { by: "words"; words: string }
  | { by: "link"; page: FoundPage }
  /** Another site's, or what no browser opens. */
  | { by: "elsewhere" };

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:|\/|www\.)/i;

/** `shop`: the page at hand, from which paths are read; `shops`: the public addresses of the shop's hosts. */
export function readWanted(typed: string, shop: string, shops: readonly string[]): Wanted {
  const text = typed.trim();
  if (text === "") return { by: "nothing" };
  if (/\s/.test(text) || !ADDRESS.test(text)) return { by: "words", words: text };
  const url = URL.parse(text.startsWith("www.") ? `https://${text}` : text, shop);
  const isOfShop = url !== null && [shop, ...shops].some((one) => isSameHost(one, url)) && !url.username;
  return isOfShop ? { by: "link", page: { url: url.href, title: "" } } : { by: "elsewhere" };
}

const isSameHost = (one: string, { origin, protocol }: URL): boolean =>
  /^https?:$/.test(protocol) && origin === URL.parse(one)?.origin;

/** Those in which every word stands, in title or address. */
export function keepMatching(pages: readonly FoundPage[], words: string): FoundPage[] {
  const wanted = plain(words).split(/\s+/);
  return pages.filter(({ title, url }) => {
    const said = plain(`${title} ${readable(url)}`);
    return wanted.every((word) => said.includes(word));
  });
}

/** One page once, the first that has its address; what belongs to a place in it does not count. */
export function withoutDoubles(pages: readonly FoundPage[]): FoundPage[] {
  return pages.filter((page, index) => pages.findIndex((one) => isSame(one, page)) === index);
}

/** The pages seen before the others, each with all that was found about it. */
export function seenFirst(seen: readonly FoundPage[], found: readonly FoundPage[]): FoundPage[] {
  const known = seen.map((page) => found.find((one) => isSame(one, page)) ?? page);
  return withoutDoubles([...known, ...found]);
}

const isSame = (one: FoundPage, other: FoundPage): boolean => bare(one.url) === bare(other.url);
const bare = (url: string): string => url.replace(/#.*/s, "");

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();
