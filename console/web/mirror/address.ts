/**
 * Where relative references of the mirrored page lead: a `base` of ours, first in head, holds the host's base URL. The page's
 * own `base` comes after it and so has no effect.
 */
export class Address {
  private readonly base: HTMLBaseElement;
  private origin = "";

  constructor(private readonly document: Document) {
    this.base = document.createElement("base");
    this.base.setAttribute("data-alongside-base", "");
  }

  set(url: string, base: string): void {
    this.base.href = base;
    const found = URL.canParse(url) ? new URL(url).origin : "null";
    // Frames of srcdoc and about:blank have the origin of the page around them.
    this.origin = found === "null" && URL.canParse(base) ? new URL(base).origin : found;
  }

  /** Keeps our `base` in its place when the head comes, goes or changes. */
  place(): void {
    const holder = this.document.head ?? this.document.documentElement;
    if (holder && holder.firstChild !== this.base) holder.prepend(this.base);
  }

  /**
   * A sheet of the shop's own host is asked for by CORS, which the road answers, so that its rules can be changed. The
   * attribute only matters while the request is being made, and goes again before anyone compares.
   */
  prepareLink(link: HTMLLinkElement): HTMLLinkElement {
    if (link.hasAttribute("crossorigin") || !/\bstylesheet\b/i.test(link.rel)) return link;
    const href = link.getAttribute("href") ?? "";
    const url = URL.canParse(href, this.base.href) ? new URL(href, this.base.href) : null;
    if (url?.origin !== this.origin) return link;
    link.crossOrigin = "anonymous";
    const clean = () => (link.isConnected ? link.removeAttribute("crossorigin") : undefined);
    link.addEventListener("load", clean, { once: true });
    link.addEventListener("error", clean, { once: true });
    return link;
  }
}
