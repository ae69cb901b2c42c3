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

export interface Told {
  name: string;
  isOut: boolean;
  /** The other item has it not, or has it sold out where this one is not, or the other way round. */
  differs: boolean;
}

/** An item's variants beside another item's: what differs stands first; where the two have none in common nothing is compared. */
export function compareVariants(own: Product, other: Product | null): Told[] {
  const { variants = [] } = own;
  const theirs = new Map((other?.variants ?? []).map((one) => [sameName(one), isOut(one)]));
  const isComparable = variants.some((one) => theirs.has(sameName(one)));
  const told = variants.map((one) => ({
    name: one.name,
    isOut: isOut(one),
    differs: isComparable && theirs.get(sameName(one)) !== isOut(one),
  }));
  return [...told.filter((one) => one.differs), ...told.filter((one) => !one.differs)];
}

const isOut = ({ availability }: Variant): boolean => availability === "out";

const sameName = ({ name }: Variant): string => name.normalize("NFKC").trim().toLowerCase();

function money(amount: number, currency: string | undefined, lang: string): string {
  try {
    const options = currency ? ({ style: "currency", currency } as const) : {};
    return new Intl.NumberFormat(lang, options).format(amount);
  } catch {
    return `${amount} ${currency}`; // no code of a currency
  }
}
