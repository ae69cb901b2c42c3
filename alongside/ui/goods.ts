/** What is known of the shop's goods, as the live application tells it, in a person's own language. Pure. */
import { ownPath } from "./beside";
import type { Item } from "./items";
import { shortTitles } from "./titles";

export type Availability = "in-stock" | "few" | "later" | "out" | "";

export interface Variant {
  name: string;
  price?: number;
  availability?: Availability;
}

/** `price` is the lowest and `most` the highest, where there are several; `currency` as in ISO 4217. */
export interface Product {
  name: string;
  price?: number;
  most?: number;
  currency?: string;
  picture?: string;
  availability?: Availability;
  variants?: Variant[];
  brand?: string;
}

/** A page seen in a session; `at`: when, Unix seconds. */
export interface SeenPage {
  url: string;
  title: string;
  at: number;
  product?: Product | null;
}

export function itemsOf(pages: readonly Omit<SeenPage, "at">[], shop: string, lang: string): Item[] {
  const titles = shortTitles(pages.map(({ title }) => title));
  return pages.flatMap(({ url, product }, at) => {
    const path = ownPath(url, shop);
    if (path === null) return [];
    const price = product ? priceOf(product, lang) : "";
    return [
      {
        path,
        title: product?.name || titles[at]!,
        ...(product?.picture ? { picture: product.picture } : {}),
        ...(price ? { price } : {}),
        ...(product ? { isProduct: true } : {}),
      },
    ];
  });
}

/** "" when the page says none. */
export function priceOf({ price, most, currency }: Product, lang: string): string {
  if (price === undefined) return "";
  const lowest = money(price, currency, lang);
  return most === undefined || most === price ? lowest : `${lowest} – ${money(most, currency, lang)}`;
}

function money(amount: number, currency: string | undefined, lang: string): string {
  try {
    const options = currency ? ({ style: "currency", currency } as const) : {};
    return new Intl.NumberFormat(lang, options).format(amount);
  } catch {
    return `${amount} ${currency}`; // no code of a currency
  }
}
