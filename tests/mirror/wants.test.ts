import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LogRecord } from "../../alongside/wire/messages";
import { Wants } from "../../console/web/viewer/wants";

const snapshot = (frame: string, epoch: string) => ["snap", frame, epoch, 0, []] as unknown as LogRecord;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin(isConnected = () => true) {
  const sent: unknown[] = [];
  const wants = new Wants((message) => isConnected() && sent.push(message) > 0);
  return { wants, sent };
}

test("a snapshot is asked for once, and again when it does not come", () => {
  const { wants, sent } = begin();
  for (let record = 0; record < 3; record++) wants.ask("0", "gap");
  wants.ask("1", "gap");
  expect(sent).toEqual([
    ["want", "0", "gap"],
    ["want", "1", "gap"],
  ]);
  vi.advanceTimersByTime(2_500);
  wants.ask("0", "gap");
  expect(sent).toHaveLength(3);
});

test("what has come may be asked for at once, and so may what was lost with the connection", () => {
  const { wants, sent } = begin();
  wants.ask("0", "gap");
  wants.heard(snapshot("0", "a"));
  wants.ask("0", "gap");
  wants.forget();
  wants.ask("0", "gap");
  expect(sent).toHaveLength(3);
});

test("what could not be sent is asked for as soon as it can", () => {
  let isConnected = false;
  const { wants, sent } = begin(() => isConnected);
  wants.ask("0", "gap");
  isConnected = true;
  wants.ask("0", "gap");
  expect(sent).toHaveLength(1);
});

test("a difference that a snapshot does not mend is asked about less often, until there is another page", () => {
  const { wants, sent } = begin();
  wants.heard(snapshot("0", "a"));
  wants.mend("0", "attributes", 1);
  wants.heard(snapshot("0", "a"));
  wants.mend("0", "attributes", 2);
  expect(sent).toHaveLength(1);
  wants.heard(snapshot("1", "b"));
  wants.mend("0", "attributes", 3);
  expect(sent).toHaveLength(1);
  wants.heard(snapshot("0", "b"));
  wants.mend("0", "attributes", 4);
  expect(sent).toHaveLength(2);
});
