/** The page of ours that lays two pages of the shop side by side, by its address. Read and written by everybody who chooses. Pure. */

export const BESIDE = "/__alongside/beside";
const OURS = "/__alongside/";

export type Side = "left" | "right";
export type Shown = "both" | Side;

/** Paths of the shop with query and fragment; "" where nothing is chosen yet. */
export interface Laid {
  left: string;
  right: string;
  shown: Shown;
}

export function addressOf({ left, right, shown }: Laid): string {
  const query = new URLSearchParams({ left, right });
  if (shown !== "both") query.set("shown", shown);
  return `${BESIDE}?${query.toString().replaceAll("%2F", "/")}`;
}

/** What an address lays side by side; null when it is another page's. */
export function laidIn(address: string, base: string): Laid | null {
  const url = URL.parse(address, base);
  if (!url || url.pathname !== BESIDE) return null;
  const shown = url.searchParams.get("shown");
  const path = (side: Side) => ownPath(url.searchParams.get(side) ?? "", url.origin) ?? "";
  return {
    left: path("left"),
    right: path("right"),
    shown: shown === "left" || shown === "right" ? shown : "both",
  };
}

/** Where a page of this shop is on its host, null for other sites, other programs and what is ours. */
export function ownPath(address: string, shop: string): string | null {
  const url = address.trim() ? URL.parse(address.trim(), shop) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== URL.parse(shop)?.origin) return null;
  return url.pathname.startsWith(OURS) ? null : url.pathname + url.search + url.hash;
}

/** As `ownPath`, for what a person types: the scheme may be missing, and so may the whole host. */
export function typedPath(typed: string, shop: string): string | null {
  const text = typed.trim();
  const host = URL.parse(shop)?.host;
  return ownPath(text.toLowerCase().startsWith(`${host}/`) ? `//${text}` : text, shop);
}
