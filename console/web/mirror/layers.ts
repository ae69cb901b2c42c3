/**
 * Keeps dialogs and popovers as the host has them: Escape, a press outside or the browser's own rules may close one here, and
 * it is opened again. Closing is the host's to do.
 */
import { CLOSED, FULL_SCREEN, REOPENED, MODAL, OPEN } from "../../../alongside/wire/ops";
import { setLayer } from "./controls";
import { fillScreen, leaveScreen } from "./full_screen";

export class MirrorLayers {
  private readonly wanted = new Map<HTMLElement, number>();
  private isOurs = false;

  /** `load` events and the like of shadow trees stay in them: call for the document and for every root. */
  listen(root: Document | ShadowRoot): void {
    root.addEventListener("cancel", (event) => event.preventDefault(), true);
    root.addEventListener("toggle", (event) => this.keep(event.target as HTMLElement), true);
    root.addEventListener("close", (event) => this.keep(event.target as HTMLElement), true);
  }

  set(element: HTMLElement, state: number): void {
    if (this.wanted.get(element) === FULL_SCREEN) this.quietly(() => leaveScreen(element));
    if (state === CLOSED) this.wanted.delete(element);
    else this.wanted.set(element, state === REOPENED ? (this.wanted.get(element) ?? OPEN) : state);
    this.apply(element, state);
  }

  /** What is in the states of selectors that go with a layer. What fills the screen counts as modal. */
  get shown(): [state: string, elements: HTMLElement[]][] {
    const all = [...this.wanted.keys()];
    const of = (...states: number[]) => all.filter((each) => states.includes(this.wanted.get(each)!));
    return [
      ["fullscreen", of(FULL_SCREEN)],
      ["modal", of(MODAL, FULL_SCREEN)],
      ["popover-open", of(OPEN)],
    ];
  }

  forget(node: Node): void {
    this.wanted.delete(node as HTMLElement);
  }

  private apply(element: HTMLElement, state: number): void {
    this.quietly(() => (state === FULL_SCREEN ? fillScreen(element) : setLayer(element, state)));
  }

  private quietly(work: () => void): void {
    this.isOurs = true;
    try {
      work();
    } finally {
      this.isOurs = false;
    }
  }

  private keep(element: HTMLElement): void {
    const state = this.wanted.get(element);
    if (state === undefined || this.isOurs || !element.isConnected) return;
    const isThere = element.matches(state === MODAL ? ":modal" : ":popover-open");
    if (isThere) return;
    if (state === MODAL) element.setAttribute("open", ""); // taken by closing
    this.apply(element, state);
  }
}
