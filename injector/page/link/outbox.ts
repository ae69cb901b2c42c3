/**
 * What goes out when the line is slow. Presence is left out first; then a frame's changes, whose place a later snapshot takes. So the
 * backlog stays bounded, and no viewer ever sees a part of a change.
 */
import type { HostToHub, LogRecord } from "../../../alongside/wire/messages";

/** Above this many unsent bytes pointers and drawings are left out. */
export const NO_PRESENCE_ABOVE = 64 * 1024;
/** Above this many, changes too: half of what the hub grants a viewer. */
export const NO_CHANGES_ABOVE = 2 * 1024 * 1024;
/** Below this many, a frame that was left out is sent whole. */
export const SNAPSHOT_BELOW = 128 * 1024;
const LOOK_AGAIN = 100;

export interface Line {
  readonly backlog: number;
  send(message: HostToHub): boolean;
}

export class Outbox {
  readonly #line: Line;
  readonly #snapshot: (frame: string) => void;
  readonly #stale = new Set<string>();
  #timer = 0;

  /** `snapshot` makes the capture record the whole frame anew. */
  constructor(line: Line, snapshot: (frame: string) => void) {
    this.#line = line;
    this.#snapshot = snapshot;
  }

  record(record: LogRecord): void {
    const frame = record[1];
    const isFull = this.#line.backlog > NO_CHANGES_ABOVE;
    if (record[0] === "gone" || (record[0] === "snap" && !isFull)) this.#stale.delete(frame);
    else if (this.#isStale(frame)) return;
    this.#line.send(record);
  }

  presence(message: HostToHub): void {
    if (this.#line.backlog <= NO_PRESENCE_ABOVE) this.#line.send(message);
  }

  /** For a new connection: it begins with snapshots, whatever was left out before. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#stale.clear();
  }

  #isStale(frame: string): boolean {
    if (this.#line.backlog > NO_CHANGES_ABOVE) this.#stale.add(frame);
    if (!this.#stale.has(frame)) return false;
    this.#timer ||= setTimeout(() => this.#catchUp(), LOOK_AGAIN) as unknown as number;
    return true;
  }

  #catchUp(): void {
    this.#timer = 0;
    if (this.#line.backlog < SNAPSHOT_BELOW) for (const frame of [...this.#stale]) this.#snapshot(frame);
    else this.#timer = setTimeout(() => this.#catchUp(), LOOK_AGAIN) as unknown as number;
  }
}
