/** The pointers of the others over a mirror. They point at places of the page, so they move when one's own view does. */
import { Pointers } from "../../../alongside/ui/pointers";
import type { Participant } from "../../../alongside/wire/messages";
import type { Place } from "./look";

export class Company {
  private readonly pointers: Pointers;
  private readonly places = new Map<string, Place>();
  private ahead: Place = [0, 0];

  constructor(document: Document) {
    this.pointers = new Pointers(document);
  }

  roster(participants: Participant[], you: string): void {
    this.pointers.roster(participants, you);
    const ids = new Set(participants.map((one) => one.id));
    for (const id of this.places.keys()) if (!ids.has(id)) this.places.delete(id);
  }

  /** A pointer, in CSS pixels of the shopper's viewport. */
  show(id: string, x: number | null, y: number | null): void {
    if (x === null || y === null) {
      this.places.delete(id);
      this.pointers.show(id, null, null);
      return;
    }
    this.places.set(id, [x, y]);
    this.pointers.show(id, x + this.ahead[0], y + this.ahead[1]);
  }

  shift(ahead: Place): void {
    if (String(ahead) === String(this.ahead)) return;
    this.ahead = ahead;
    for (const [id, [x, y]] of this.places) this.show(id, x, y);
  }

  destroy(): void {
    this.pointers.destroy();
  }
}
