/** What the page with two pages side by side asks of the live application. */
import { ownPath } from "../../../alongside/ui/beside";
import type { Item } from "../../../alongside/ui/items";

interface SeenPage {
  url: string;
  title: string;
}

/** The pages seen in this session, the latest first. Rejects when they cannot be had. */
export async function callSeen(): Promise<Item[]> {
  const response = await fetch("/__alongside/trail", { cache: "no-store" });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return itemsOf((await response.json()) as SeenPage[], location.href);
}

/** A pane shows this page. It is on the trail when this reaches the live application; nobody waits for it. */
export function tellSeen(page: SeenPage): void {
  const init = {
    method: "POST",
    headers: { "X-Alongside": "1" },
    body: JSON.stringify(page),
    keepalive: true,
  };
  fetch("/__alongside/trail", init).catch(() => undefined);
}

export function itemsOf(pages: SeenPage[], shop: string): Item[] {
  return pages.flatMap(({ url, title }) => {
    const path = ownPath(url, shop);
    return path === null ? [] : [{ path, title }];
  });
}
