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

  /** Builds with our `base` in force: the URLs in a style attribute are resolved when it is set. */
  during<R>(build: () => R): R {
    if (!this.base.isConnected) this.place();
    if (this.base.isConnected || this.document.documentElement) return build();
    const stay = this.document.appendChild(this.document.createElement("html"));
    stay.append(this.base);
    try {
      return build();
    } finally {
      stay.remove();
    }
  }

  /** Before a head is inserted: what it loads needs our `base` already. */
  prepare(node: Node): void {
    const name = (node as Partial<Element>).localName;
    const head = name === "html" ? [...node.childNodes].find(isHead) : isHead(node) ? node : null;
    if (head) (head as Element).prepend(this.base);
    else if (name === "html") (node as Element).prepend(this.base);
  }

  /** Keeps our `base` in its place when the head comes, goes or changes. */
  place(): void {
    const holder = this.document.head ?? this.document.documentElement;
    if (holder && holder.firstChild !== this.base) holder.prepend(this.base);
  }

  /**
   * A sheet of the shop's own host is asked for by CORS, which the road answers, so that its rules can be changed. The
   * attribute only matters while the request is being made, and goes again before anyone compares. `coming`: attributes
   * that are about to be set.
   */
  prepareLink(link: HTMLLinkElement, coming: readonly (string | null)[] = []): void {
    const attribute = (name: string) => {
      const at = coming.indexOf(name);
      return at >= 0 && at % 2 === 0 ? coming[at + 1]! : link.getAttribute(name);
    };
    const href = attribute("href");
    if (!href || attribute("crossorigin") !== null || !/\bstylesheet\b/i.test(attribute("rel") ?? "")) return;
    const url = URL.canParse(href, this.base.href) ? new URL(href, this.base.href) : null;
    if (url?.origin !== this.origin) return;
    link.crossOrigin = "anonymous";
    const clean = () => link.removeAttribute("crossorigin");
    link.addEventListener("load", clean, { once: true });
    link.addEventListener("error", clean, { once: true });
  }
}

const isHead = (node: Node): boolean => (node as Partial<Element>).localName === "head";
