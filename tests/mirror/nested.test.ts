import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromMirror, LogRecord } from "../../alongside/wire/messages";
import { Nested, type NestedOwner } from "../../console/web/mirror/nested";

const EPOCH = "e";
const snapshot = ["snap", "5", EPOCH, 0, []] as unknown as LogRecord;
const change = ["change", "5", EPOCH, 1, []] as unknown as LogRecord;
const digest = ["digest", "5", EPOCH, 1, "0-1-0:1"] as unknown as LogRecord;

beforeEach(() => void vi.useFakeTimers()); // nothing is loaded again
afterEach(() => void vi.useRealTimers());

/** The mirror around frame 5, which comes up after these records; what it asks for. */
function comesUpAfter(...records: LogRecord[]) {
  const asked: FromMirror[] = [];
  const owner = {
    frame: "0",
    url: "/mirror",
    standing: [],
    send: (message: FromMirror) => asked.push(message),
    moved: () => undefined,
  };
  const nested = new Nested(owner as unknown as NestedOwner);
  const posted: MessagePort[] = [];
  const contentWindow = {
    postMessage: (_: unknown, __: unknown, [port]: MessagePort[]) => posted.push(port!),
  };
  const iframe = { contentWindow, setAttribute: () => undefined };
  for (const record of records) nested.route(record);
  nested.bind(iframe as unknown as HTMLIFrameElement, "5");
  nested.up(contentWindow as unknown as Window);
  expect(posted).toHaveLength(1);
  nested.clear();
  return asked;
}

test("a frame whose snapshot is here asks for none", () => {
  expect(comesUpAfter(snapshot, change)).toEqual([]);
});

test("a frame asks for its snapshot when only what came after it is here", () => {
  for (const late of [[], [change], [digest], [digest, change]])
    expect(comesUpAfter(...late)).toEqual([["want", "5", "gap"]]);
});
