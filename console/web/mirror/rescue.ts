/** Elements whose file did not load here: they get it from the host page, and their attributes keep what the host has there. */
import { applyAttribute } from "./build";
import { absoluteCss } from "./css_urls";
import { standIn, type Found, type Resources } from "./resources";

/** Attributes that are tried in this order, by element. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  image: ["href", "xlink:href"],
  feImage: ["href", "xlink:href"],
  input: ["src"],
  audio: ["src"],
  video: ["src"],
  source: ["src"],
};

export class Rescue {
  private readonly sheets = new WeakMap<Found, string>();

  constructor(
    private readonly document: Document,
    private readonly resources: Resources,
  ) {}

  /** An `error` event came from it. */
  failed(element: Element): void {
    if (element.localName === "img") this.image(element as HTMLImageElement);
    else if (element.localName === "link") this.sheet(element as HTMLLinkElement);
    else for (const name of NAMES[element.localName] ?? []) this.attribute(element, name);
  }

  /** Browsers say nothing of a poster that failed. */
  poster(video: HTMLVideoElement): void {
    const written = video.getAttribute("poster");
    if (!written) return;
    const probe = new Image();
    probe.onerror = () => this.attribute(video, "poster");
    probe.src = video.poster;
  }

  /** The candidate that failed may stand in the element itself or in a source beside it. */
  private image(image: HTMLImageElement): void {
    const url = image.currentSrc || image.src;
    if (!url || url.startsWith("blob:null/")) return;
    const sources = image.closest("picture")?.querySelectorAll("source") ?? [];
    this.resources.want(url, (found) => {
      if ((image.currentSrc || image.src) !== url) return;
      for (const element of [...sources, image])
        for (const name of ["srcset", "src"]) this.replace(element, name, found);
    });
  }

  private attribute(element: Element, name: string): void {
    const url = this.absolute(element.getAttribute(name) ?? "");
    // What plays from an object URL comes as pictures: it may be a stream.
    if (url.startsWith("blob:") && /^(?:video|audio|source)$/.test(element.localName) && name === "src")
      return;
    if (url && !url.startsWith("blob:null/"))
      this.resources.want(url, (found) => this.replace(element, name, found));
  }

  private replace(element: Element, name: string, found: Found): void {
    const written = element.getAttribute(name);
    const replaced = written?.replace(/[^\s,]\S*[^\s,]/g, (each) =>
      this.absolute(each) === found.url ? standIn(found, each) : each,
    );
    if (!replaced || replaced === written) return;
    applyAttribute(element, name.startsWith("xlink:") ? `xlink ${name}` : name, replaced);
    const media = element.parentElement as Partial<HTMLMediaElement> | null;
    if (element.localName === "source") media?.load?.();
  }

  /** Without a fragment; "" for what is no address. */
  private absolute(written: string): string {
    if (!written || !URL.canParse(written, this.document.baseURI)) return "";
    return new URL(written, this.document.baseURI).href.replace(/#.*$/s, "");
  }

  private sheet(link: HTMLLinkElement): void {
    const written = link.getAttribute("href");
    if (!written || written.startsWith("blob:null/") || !/\bstylesheet\b/i.test(link.rel)) return;
    this.resources.want(link.href, (found) => {
      void this.sheetOf(found).then((objectUrl) => {
        if (link.getAttribute("href") === written)
          link.setAttribute("href", standIn({ ...found, objectUrl }, written));
      });
    });
  }

  private async sheetOf(found: Found): Promise<string> {
    const known = this.sheets.get(found);
    if (known) return known;
    const text = absoluteCss(await found.blob.text(), found.url);
    const made = URL.createObjectURL(new Blob([text], { type: "text/css" }));
    this.sheets.set(found, made);
    return made;
  }
}
