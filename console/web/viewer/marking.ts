/** What this person points out: which tool they hold, and which highlights are theirs. The host page may give those new ids. */
import { pressed, standing } from "../../../alongside/ui/highlights";
import type { Mark, Spot } from "../../../alongside/wire/marks";
import type { Positions, Tool, ToMirror, ViewerToHub } from "../../../alongside/wire/messages";

export interface MarkingOwner {
  readonly you: string;
  /** Where the mirror stands. */
  readonly applied: Positions;
  send(message: ViewerToHub): void;
  post(message: ToMirror): void;
  /** Tool and highlights of this person. */
  marked(tool: Tool, count: number): void;
}

export class Marking {
  private tool: Tool = "point";
  private own: Spot[] = [];

  constructor(private readonly owner: MarkingOwner) {}

  choose(tool: Tool): void {
    this.tool = tool;
    this.owner.post(["tool", tool]);
    this.tell();
  }

  /** A press on the mirror. */
  made(mark: Mark): void {
    if (mark[0] !== "highlight") return this.send(mark);
    const own = standing(this.own, this.owner.applied);
    this.send(["highlight", pressed(own, mark[1][0]!)]);
  }

  clear(): void {
    if (this.own.length) this.send(["highlight", []]);
  }

  heard(who: string, mark: Mark): void {
    this.owner.post(["mark", who, mark]);
    if (who !== this.owner.you || mark[0] !== "highlight") return;
    this.own = mark[1];
    this.tell();
  }

  private send(mark: Mark): void {
    this.owner.send(["mark", mark]);
    this.heard(this.owner.you, mark);
  }

  private tell(): void {
    this.owner.marked(this.tool, this.own.length);
  }
}
