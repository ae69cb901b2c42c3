/**
 * Following the shopper's scrolling, or looking around alone. Alone, the places that the host gives are only kept, and how far
 * the shopper's view is from one's own is told; on return everything goes to where the shopper has it.
 */
export interface LookOwner {
  readonly document: Document;
  /** `ahead`: from one's own view to the shopper's; `own`: where one is. CSS pixels of the document. */
  looked(ahead: Place, own: Place): void;
}

export type Place = [x: number, y: number];

export class Look {
  private isAlone = false;
  /** A page that is being built begins at the shopper's place. */
  private isBuilding = false;
  private readonly places = new Map<Node, Place>();
  private readonly strayed = new Set<Node>();
  private scroll: ((node: Node, x: number, y: number) => void) | null = null;
  private told = 0;

  constructor(private readonly owner: LookOwner) {}

  get isFree(): boolean {
    return this.isAlone && !this.isBuilding;
  }

  /** From one's own view to the shopper's. */
  get ahead(): Place {
    const [x, y] = this.placeOf(this.owner.document);
    const [ownX, ownY] = this.own;
    return this.isFree ? [x - ownX, y - ownY] : [0, 0];
  }

  /** Where the shopper has this node. */
  placeOf(node: Node): Place {
    return this.places.get(node) ?? [0, 0];
  }

  get own(): Place {
    const { scrollX = 0, scrollY = 0 } = this.owner.document.defaultView ?? {};
    return [Math.round(scrollX), Math.round(scrollY)];
  }

  /** Another page is being built; `scroll` brings a node to a place. */
  begin(scroll: (node: Node, x: number, y: number) => void): void {
    this.scroll = scroll;
    this.isBuilding = true;
    this.places.clear();
    this.strayed.clear();
  }

  /** It stands. */
  settle(): void {
    this.isBuilding = false;
    this.tell();
  }

  /** The host scrolled `node`; whether the mirror does so too. */
  take(node: Node, x: number, y: number): boolean {
    this.places.set(node, [x, y]);
    if (this.isFree) this.tell();
    return !this.isFree;
  }

  /** The person here scrolled `node`. */
  moved(node: Node): void {
    this.strayed.add(node);
    this.tell();
  }

  /** To this place in a page that was only renewed under one's eyes. */
  goTo(x: number, y: number): void {
    if (this.isFree) this.owner.document.defaultView?.scrollTo({ left: x, top: y, behavior: "instant" });
  }

  turn(isAlone: boolean): void {
    if (this.isAlone === isAlone) return;
    this.isAlone = isAlone;
    if (!isAlone) this.comeBack();
    this.tell();
  }

  private comeBack(): void {
    for (const node of this.strayed) if (!this.places.has(node)) this.places.set(node, [0, 0]);
    this.strayed.clear();
    for (const [node, [x, y]] of this.places) {
      if (node.isConnected) this.scroll?.(node, x, y);
      else this.places.delete(node);
    }
  }

  /** Once a frame at most. */
  private tell(): void {
    this.told ||= requestAnimationFrame(() => {
      this.told = 0;
      this.owner.looked(this.ahead, this.own);
    });
  }
}
