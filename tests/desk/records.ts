/** Page log records for tests that care for positions alone. */
import type { LogRecord } from "../../alongside/wire/messages";
import type { Snapshot } from "../../alongside/wire/ops";

const URL = "https://shop.example/";
const EMPTY_PAGE: Snapshot = [
  { url: URL, base: URL, compat: "CSS1Compat", viewport: [1280, 800, 1] },
  1,
  [["html", 0]],
  [],
];

export function snap(frame: string, epoch: string, offset: number): LogRecord {
  return ["snap", frame, epoch, offset, EMPTY_PAGE];
}

export function change(frame: string, epoch: string, offset: number): LogRecord {
  return ["change", frame, epoch, offset, []];
}
