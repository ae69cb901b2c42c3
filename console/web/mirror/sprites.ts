/**
 * SVG sprites in files (`<use href="/sprite.svg#x">`): browsers load them from the document's own origin only, and a mirror has none.
 * The file's drawing is put into an element of ours beside the `use`, under ids of our own, built by the same allow-list as all else.
 */
import { allowAttribute } from "./allow";
import type { Found, Resources } from "./resources";

const LINK = "http://www.w3.org/1999/xlink";
const SVG = "http://www.w3.org/2000/svg";
const DROPPED = new Set(["script", "style", "foreignobject", "iframe", "handler", "listener"]);
/** What our ids begin with; the rest is what the host has in its attribute. */
export const SPRITE = "alongside:";

type Root = Document | ShadowRoot;

export class Sprites {
  private readonly uses = new Map<Element, string>();
  private readonly holders = new WeakMap<Root, Map<string, Element>>();

  constructor(
    private readonly document: Document,
    private readonly resources: Resources,
  ) {}

  met(use: Element): void {
    const written = use.getAttribute("href") ?? use.getAttributeNS(LINK, "href") ?? "";
    if (written.startsWith("#") || !written.includes("#") || !URL.canParse(written, this.document.baseURI))
      return;
    this.uses.set(use, written);
    this.resources.want(
      new URL(written, this.document.baseURI).href,
      (found) => void this.place(use, written, found),
    );
  }

  refresh(): void {
    for (const use of this.uses.keys()) if (!use.isConnected) this.uses.delete(use);
  }

  private async place(use: Element, written: string, found: Found): Promise<void> {
    const text = await found.blob.text();
    if (this.uses.get(use) !== written || !use.isConnected) return;
    const at = written.indexOf("#");
    const prefix = SPRITE + encodeURIComponent(written.slice(0, at + 1));
    this.hold(use.getRootNode() as Root, prefix, text);
    const name = use.hasAttribute("href") ? "href" : "xlink:href";
    use.setAttributeNS(
      name === "href" ? null : LINK,
      name,
      `#${encodeURIComponent(prefix)}${written.slice(at + 1)}`,
    );
  }

  /** `use` finds only what is in its own tree, so each root gets its copy. */
  private hold(root: Root, prefix: string, text: string): void {
    const holders = this.holders.get(root) ?? new Map<string, Element>();
    this.holders.set(root, holders);
    if (holders.get(prefix)?.isConnected) return;
    const source = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (source.namespaceURI !== SVG) return;
    const holder = this.document.createElement("alongside-ui");
    holder.style.cssText = "position:absolute;width:0;height:0;overflow:hidden";
    holder.append(this.copy(source, prefix));
    (root === this.document ? this.document.documentElement : root).append(holder);
    holders.set(prefix, holder);
  }

  private copy(source: Element, prefix: string): Element {
    const copy = this.document.createElementNS(source.namespaceURI, source.nodeName);
    for (const { namespaceURI, name, localName, value } of source.attributes) {
      const allowed = allowAttribute(name, inside(localName, value, prefix));
      if (allowed !== null) copy.setAttributeNS(namespaceURI, name, allowed);
    }
    for (const child of source.childNodes) {
      if (child.nodeType === 3) copy.append((child as Text).data);
      if (child.nodeType !== 1 || DROPPED.has((child as Element).localName.toLowerCase())) continue;
      copy.append(this.copy(child as Element, prefix));
    }
    return copy;
  }
}

/** Ids, and references to them, as they are called here. */
function inside(attribute: string, value: string, prefix: string): string {
  if (attribute === "id") return prefix + value;
  if (attribute === "href" && value.startsWith("#")) return `#${encodeURIComponent(prefix)}${value.slice(1)}`;
  return value.replace(
    /url\(\s*["']?#([^)"']+)["']?\s*\)/g,
    (_, id: string) => `url("#${encodeURIComponent(prefix)}${id}")`,
  );
}
