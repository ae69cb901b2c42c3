/**
 * A list box scrolls by itself to what is chosen in it, a task after that was changed. Where the host's did so too, it has said so: ours
 * stays where the host has it.
 */
export class ListBoxes {
  private readonly touched = new Set<HTMLSelectElement>();

  /** `bring` brings a list to its place. */
  constructor(private readonly bring: (list: HTMLSelectElement) => void) {}

  /** What an op is about. */
  note(node: Node | null): void {
    const list = node && closestList(node);
    if (list && (list.multiple || list.size > 1)) this.touched.add(list);
  }

  /** The ops are carried out. */
  hold(): void {
    if (!this.touched.size) return;
    const lists = [...this.touched];
    this.touched.clear();
    const bringAll = () => lists.filter((list) => list.isConnected).forEach(this.bring);
    bringAll();
    setTimeout(() => {
      bringAll();
      requestAnimationFrame(bringAll);
    });
  }
}

function closestList(node: Node): HTMLSelectElement | null {
  const { localName, parentElement } = node as Partial<Element> & Node;
  if (localName === "select") return node as HTMLSelectElement;
  return /^opt(?:ion|group)$/.test(localName ?? "") ? (parentElement?.closest("select") ?? null) : null;
}
