/** What the page with two pages side by side asks of the live application. */
import { itemsOf, type Product, type SeenPage } from "../../../alongside/ui/goods";
import type { Item } from "../../../alongside/ui/items";

/** What the page comes with: patterns of paths on which we are not. */
export interface Boot {
  leaveOut: string[];
}

/** The pages seen in this session, the latest first. Rejects when they cannot be had. */
export async function callSeen(lang: string): Promise<Item[]> {
  return itemsOf((await get("trail")) as SeenPage[], location.href, lang);
}

/** What is known of the goods on this page; null when it is nothing, or cannot be had. */
export async function callProduct(url: string): Promise<Product | null> {
  const answer = await get(`product?url=${encodeURIComponent(url)}`).catch(() => null);
  return (answer as { product: Product | null } | null)?.product ?? null;
}

/** A pane shows this page. It is on the trail when this reaches the live application; nobody waits for it. */
export function tellSeen(page: { url: string; title: string }): void {
  const init = {
    method: "POST",
    headers: { "X-Alongside": "1" },
    body: JSON.stringify(page),
    keepalive: true,
  };
  fetch("/__alongside/trail", init).catch(() => undefined);
}

async function get(what: string): Promise<unknown> {
  const response = await fetch(`/__alongside/${what}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
