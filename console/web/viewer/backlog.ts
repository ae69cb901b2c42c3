/** Records that came before the mirror document was up. Bounded: a frame that does not fit is dropped and asked for again. */
import type { LogRecord } from "../../../alongside/wire/messages";

/** The hub cuts a frame's log at 5,000 records; more means that a mirror never came up. */
export const BACKLOG_RECORDS = 5_000;
/** Characters: one top document at the frame bound (8 MiB) and its log (4 MiB), and a handful of ordinary frames. */
export const BACKLOG_SIZE = 16 * 1024 * 1024;

export class Backlog {
  private kept: { record: LogRecord; size: number }[] = [];
  private size = 0;
  private readonly lost = new Set<string>();

  keep(record: LogRecord, size: number): void {
    const frame = record[1];
    if (record[0] === "snap" || record[0] === "gone") this.drop(frame);
    if (record[0] === "snap") this.lost.delete(frame);
    if (this.lost.has(frame)) return;
    this.kept.push({ record, size });
    this.size += size;
    if (this.kept.length > BACKLOG_RECORDS || this.size > BACKLOG_SIZE) {
      this.drop(frame);
      this.lost.add(frame);
    }
  }

  /** Everything kept, in order, and the frames to ask for; the backlog is empty afterwards. */
  drain(): { records: LogRecord[]; lost: string[] } {
    const drained = { records: this.kept.map((item) => item.record), lost: [...this.lost] };
    this.kept = [];
    this.size = 0;
    this.lost.clear();
    return drained;
  }

  private drop(frame: string): void {
    this.kept = this.kept.filter((item) => item.record[1] !== frame);
    this.size = this.kept.reduce((sum, item) => sum + item.size, 0);
  }
}
