/**
 * Keeps an element of ours above everything a page can show: dialogs, popovers and full screen live in the browser's top layer, above any
 * z-index. Used on the shop's page and in mirrors.
 */

type Popover = HTMLElement & { showPopover?: () => void };

export interface TopLayerOptions {
  /** Follow modal dialogs into themselves: all outside of one is inert, and what the shopper must reach may not be. */
  reachable: boolean;
}

export class TopLayer {
  readonly #document: Document;
  readonly #host: HTMLElement;
  readonly #layer: Popover;
  readonly #reachable: boolean;
  readonly #stop = new AbortController();
  #modals: Element[] = [];

  /** `layer` is in the shadow root of `host`; it becomes a popover. Attached at once. */
  constructor(host: HTMLElement, layer: HTMLElement, { reachable }: TopLayerOptions) {
    this.#document = host.ownerDocument;
    this.#host = host;
    this.#layer = layer;
    this.#reachable = reachable;
    layer.popover = "manual";
    const options = { capture: true, signal: this.#stop.signal };
    const opened = (event: Event) => this.#opened(event.target as Element);
    // None of them bubbles; all of them pass by here on their way down.
    for (const type of ["toggle", "close", "fullscreenchange"])
      this.#document.addEventListener(type, opened, options);
    this.keep();
  }

  /** Puts the element back where the page took it away, and above what came on top meanwhile. Cheap when all is well. */
  keep(): void {
    const home = this.#home();
    if (this.#host.parentNode === home && this.#host.isConnected) return;
    this.#move(home);
    this.#raise();
  }

  destroy(): void {
    this.#stop.abort();
    this.#host.remove();
  }

  #opened(target: Element): void {
    if (target.localName === "dialog")
      this.#modals = [...this.#modals.filter((one) => one !== target), target];
    this.keep();
    this.#raise();
  }

  /** The modal dialog that was opened last, else the document's root. */
  #home(): Element {
    const root = this.#document.documentElement;
    if (!this.#reachable) return root;
    const open = [...this.#document.querySelectorAll("dialog:modal")];
    this.#modals = this.#modals.filter((one) => open.includes(one));
    return this.#modals.at(-1) ?? open.at(-1) ?? root;
  }

  /** Without losing the focus and what is being typed, where the browser can. */
  #move(home: Element): void {
    const target = home as Element & { moveBefore?: (node: Node, child: Node | null) => void };
    if (target.moveBefore && this.#host.isConnected) target.moveBefore(this.#host, null);
    else home.append(this.#host);
  }

  #raise(): void {
    if (!this.#layer.showPopover || !this.#host.isConnected) return;
    if (this.#layer.matches(":popover-open")) this.#layer.hidePopover();
    this.#layer.showPopover();
  }
}
