/** Who is on the shop, as the events tell it: the whole list at first, then what has changed. Nothing here draws. */

export type Trouble = "error-page" | "declined" | "no-results" | "refused-form";

export interface Visitor {
  id: string;
  url: string;
  title: string;
  /** Unix seconds: since when on this page, and on the shop. */
  since: number;
  began: number;
  pages: number;
  visits: number;
  lang: string;
  country: string;
  device: "desktop" | "phone" | "tablet";
  referrer: string;
  campaign: string;
  product: Goods | null;
  basket: { value: number; currency?: string } | null;
  troubles: Trouble[];
  /** What reps have put on earlier sessions. */
  tags: string[];
  mayAsk: boolean;
}

export interface Goods {
  name: string;
  price?: number;
  most?: number;
  currency?: string;
  picture?: string;
  availability?: string;
}

export type VisitorChanges = { all: Visitor[] } | { set: Visitor[]; gone: string[] };

/** `need`: who may want help first, then the largest baskets; `newest`: who came last; `longest`: who looks at one page for longest. */
export const ORDERS = ["need", "newest", "longest"] as const;
export type Order = (typeof ORDERS)[number];

const COMPARE: Record<Order, (a: Visitor, b: Visitor) => number> = {
  need: (a, b) =>
    Number(b.troubles.length > 0) - Number(a.troubles.length > 0) ||
    (b.basket?.value ?? 0) - (a.basket?.value ?? 0) ||
    b.began - a.began,
  newest: (a, b) => b.began - a.began,
  longest: (a, b) => a.since - b.since,
};

export function applyChanges(
  known: ReadonlyMap<string, Visitor>,
  changes: VisitorChanges,
): Map<string, Visitor> {
  if ("all" in changes) return new Map(changes.all.map((visitor) => [visitor.id, visitor]));
  const next = new Map(known);
  for (const visitor of changes.set) next.set(visitor.id, visitor);
  for (const id of changes.gone) next.delete(id);
  return next;
}

/** Equal ones by their ids, so that nobody jumps about. */
export function sortVisitors(visitors: Iterable<Visitor>, order: Order): Visitor[] {
  const compare = COMPARE[order];
  return [...visitors].sort((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1));
}

/** Which rows of a list are in sight, with a few on either side. */
export function rowsInSight(scrolled: number, height: number, row: number, count: number): [number, number] {
  const first = Math.max(0, Math.floor(scrolled / row) - SPARE);
  return [Math.min(first, count), Math.min(count, Math.ceil((scrolled + height) / row) + SPARE)];
}

const SPARE = 4;

/** `£78.00`, in the reader's own way of writing; without a currency the number alone. */
export function formatMoney(value: number, currency: string | undefined, lang: string): string {
  const plain = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  try {
    const style = currency ? ({ style: "currency", currency } as const) : plain;
    return new Intl.NumberFormat(lang, style).format(value);
  } catch {
    return `${value} ${currency ?? ""}`; // no currency that the browser knows
  }
}
