/** How a page of the shop is reached, on whichever of its hosts, without the session being left behind. */
import type { Neighbour } from "../../../alongside/wire/messages";

const GO = "/__alongside/go?to=";

export class Ways {
  /** `hosts`: the shop's other ones now. */
  constructor(private readonly hosts: () => readonly Neighbour[]) {}

  /** The address to open; null for what is not the shop's. */
  to(address: string): string | null {
    const url = URL.parse(address, location.href);
    const host = this.hosts().find((one) => one.url === url?.origin);
    if (host && !host.joined) return GO + encodeURIComponent(url!.href);
    return url && (host || url.origin === location.origin) ? url.href : null;
  }

  /** Links to hosts that the session's cookies do not reach lead there by the way that hands it over. */
  watch(): void {
    addEventListener("click", (event) => {
      const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
      if (event.defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey) return;
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (!link || (link.target && link.target !== "_self") || link.hasAttribute("download")) return;
      const way = this.to(link.href);
      if (!way?.startsWith(GO)) return;
      event.preventDefault();
      location.assign(way);
    });
  }
}
