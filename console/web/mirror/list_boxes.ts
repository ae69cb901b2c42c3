/**
 * A list box scrolls by itself to what is chosen in it, some time after that was changed. Where the host's did so too, it has said so: ours
 * stays where the host has it, until a person lays hands on it.
 */
const SOON_MS = 30;
const HANDS = ["pointerdown", "wheel", "touchstart", "keydown"];

export class ListBoxes {
  /** Changed by the host, and by nobody here since. */
  private readonly changed = new WeakSet<HTMLSelectElement>();
  private touched = new Set<HTMLSelectElement>();

  /** `bring` brings a list to its place. */
  constructor(private readonly bring: (list: HTMLSelectElement) => void) {}

  /** Before anybody else who takes scrolling for a person's. */
  listen(root: Document | ShadowRoot): void {
    const options = { capture: true, passive: true };
    root.addEventListener("scroll", ({ target }) => this.scrolled(target as HTMLSelectElement), options);
    for (const type of HANDS)
      root.addEventListener(type, (event) => this.taken(event.target as Node), options);
  }

  /** What an op is about. */
  note(node: Node | null): void {
    const list = node && closestList(node);
    if (list) this.touched.add(list); // what is none yet may become one
  }

  /** The ops are carried out. A frame out of sight has no `scroll` events, so lists are looked at once more. */
  hold(): void {
    const lists = this.touched;
    if (!lists.size) return;
    this.touched = new Set();
    for (const list of lists) {
      this.changed.add(list);
      this.scrolled(list);
    }
    setTimeout(() => lists.forEach((list) => this.scrolled(list)), SOON_MS);
  }

  private scrolled(list: HTMLSelectElement): void {
    if (this.changed.has(list) && list.isConnected) this.bring(list);
  }

  private taken(node: Node): void {
    const list = closestList(node);
    if (list) this.changed.delete(list);
  }
}

function closestList(node: Node): HTMLSelectElement | null {
  const { localName, parentElement } = node as Partial<Element> & Node;
  if (localName === "select") return node as HTMLSelectElement;
  return /^opt(?:ion|group)$/.test(localName ?? "") ? (parentElement?.closest("select") ?? null) : null;
}
