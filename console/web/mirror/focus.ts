import type { Places } from "./scrolling";

/** Milliseconds until it is looked at again whether what had the focus has it still. */
const LOOK_MS = 250;

/**
 * The host's focus. It is taken over only while the mirror's window has the focus already, so that a mirror never takes the
 * keyboard from whoever is typing beside it; `eager` mirrors stand alone and take it at any time.
 */
export class Focus {
  static eager = false;
  private timer = 0;
  private isMissed = false;
  private wanted: { node: Node | null; isVisible: boolean } | null = null;

  constructor(
    private readonly document: Document,
    private readonly isPending: (node: Node) => boolean,
    private readonly rootOf: (element: Element) => ShadowRoot | null,
    private readonly places: Places,
  ) {}

  set(node: Node | null, isVisible: boolean): void {
    this.wanted = { node, isVisible };
    this.refocus();
  }

  /** What `work` takes the focus from, or gives it to, by the way (a dialog takes it as it opens) is no word of the host's. */
  during(work: () => void): void {
    const before = this.active;
    work();
    this.lookLater();
    if (this.active === before) return;
    this.wanted ??= { node: null, isVisible: false };
    this.refocus();
  }

  /** The focus went elsewhere: into a frame that the host does not have it in, if nobody here pressed there. */
  strayed(): void {
    const isPressed = navigator.userActivation.isActive;
    if (!Focus.eager || isPressed || !isFrame(this.active)) return;
    this.wanted ??= { node: null, isVisible: false };
    this.refocus();
  }

  /** The person's acts about this node are answered. The root stands for those that move the focus. */
  settled(node: Node): void {
    if (this.isMissed || node === this.document.documentElement) this.refocus();
  }

  /**
   * Browsers take it, a frame later, from what could not be seen or used for a moment, such as until a sheet came. The host's may not
   * have drawn that moment at all.
   */
  private lookLater(): void {
    this.timer ||= window.setTimeout(() => {
      this.timer = 0;
      if (this.wanted?.node && this.active !== this.wanted.node) this.refocus();
    }, LOOK_MS);
  }

  private get active(): Element | null {
    let { activeElement } = this.document;
    for (let inner; (inner = activeElement && this.rootOf(activeElement)?.activeElement);)
      activeElement = inner;
    return activeElement;
  }

  refocus(): void {
    if (!this.wanted || !(Focus.eager || this.document.hasFocus())) return;
    const active = this.active as HTMLElement | null;
    const isBusy = (node: Node | null) => node !== null && this.isPending(node);
    const { node, isVisible } = this.wanted;
    // A popup of ours gives the focus back when it goes.
    if (active?.localName === "alongside-ui") return;
    this.isMissed = isBusy(active) || isBusy(this.document.documentElement);
    if (this.isMissed) return;
    if (!node || node.nodeType !== 1) return this.letGo(active);
    const element = node as HTMLElement;
    const inside = isFrame(element) ? (element as HTMLIFrameElement).contentWindow : null;
    // What has the focus in a frame is for the mirror in it.
    if (inside && active === element) return;
    if (active === element && element.matches(":focus-visible") !== isVisible) active.blur();
    // With a ring where the host has one; by itself this browser would draw it after every focus by script.
    const how: FocusOptions & { focusVisible: boolean } = { preventScroll: true, focusVisible: isVisible };
    if (isOfFields(element)) this.places.keep(element, () => element.focus(how));
    else element.focus(how);
    // A frame that has it keeps it when a dialog opens before it, and would get it no more.
    if (this.active !== element) inside?.focus();
    if (this.active === element) this.lookLater();
    // It cannot have it here, such as a frame behind a dialog; what had it before has it no more.
    else if (this.active === active) this.letGo(active);
  }

  /** A field that came to be of several while it had the focus gives it to another element only. */
  private letGo(active: HTMLElement | null): void {
    active?.blur();
    if (!active || this.active !== active || !isOfFields(active)) return;
    const root = this.document.documentElement;
    const index = root.getAttribute("tabindex");
    root.tabIndex = -1;
    root.focus({ preventScroll: true });
    root.blur();
    if (index === null) root.removeAttribute("tabindex");
    else root.setAttribute("tabindex", index);
  }
}

const isFrame = (element: Element | null): boolean => /^i?frame$/.test(element?.localName ?? "");

/** A control of several fields of the browser's own, the first of which takes the focus, and comes into view whatever was said. */
const isOfFields = (element: Element): boolean =>
  element.localName === "input" && /^(date|time|month|week)/.test((element as HTMLInputElement).type);
