/** Pictures, sounds and styles of a mirrored document beyond what its browser loads and draws by itself. */
import { CssUrls } from "./css_urls";
import { forgetSource } from "./images";
import { Rescue } from "./rescue";
import { Sprites } from "./sprites";
import { redraw } from "./stills";
import type { Resources } from "./resources";

export class MirrorMedia {
  private readonly css: CssUrls;
  private readonly rescue: Rescue;
  private readonly sprites: Sprites;

  constructor(document: Document, roots: () => Iterable<Document | ShadowRoot>, resources: Resources) {
    this.css = new CssUrls(document, roots, resources);
    this.rescue = new Rescue(document, resources);
    this.sprites = new Sprites(document, resources);
  }

  listen(root: Document | ShadowRoot): void {
    root.addEventListener("error", (event) => this.rescue.failed(event.target as Element), true);
    root.addEventListener("load", (event) => this.loaded(event.target as Element), true);
  }

  met(element: Element): void {
    const name = element.localName;
    if (name === "video" || name === "audio") (element as HTMLMediaElement).muted = true;
    if (name === "video") this.rescue.poster(element as HTMLVideoElement);
    if (name === "use") this.sprites.met(element);
    const style = element.getAttribute("style");
    if (style) this.css.met(style);
  }

  /** Attributes were set on it. */
  changed(element: Element, names: readonly (string | null)[]): void {
    redraw(element);
    if (element.localName === "img" && (names.includes("src") || names.includes("srcset")))
      forgetSource(element);
    this.met(element);
  }

  /** Rules or the text of a style element came. */
  styled(...texts: readonly string[]): void {
    for (const text of texts) this.css.met(text);
  }

  /** The host page sent something. */
  taken(): void {
    this.css.changed();
  }

  private loaded(element: Element): void {
    if (element.localName !== "link") return;
    this.css.changed();
    this.css.refresh();
  }

  /** After the ops of a change. */
  refresh(): void {
    this.css.refresh();
    this.sprites.refresh();
  }

  stop(): void {
    this.css.stop();
  }
}
