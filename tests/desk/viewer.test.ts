import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LogRecord } from "../../alongside/wire/messages";
import { ACTS_UNDER_WAY, ANSWER_WITHIN, ActBook } from "../../console/web/viewer/acts";
import { BACKLOG_RECORDS, BACKLOG_SIZE, Backlog } from "../../console/web/viewer/backlog";
import { AFTER_CLOSE, afterClose, waitBefore } from "../../console/web/viewer/close_codes";
import { fit } from "../../console/web/viewer/fit";
import { PositionBook } from "../../console/web/viewer/positions";
import { change, snap } from "./records";

function bookAfter(...records: LogRecord[]): PositionBook {
  const book = new PositionBook();
  for (const record of records) book.take(record);
  return book;
}

describe("positions", () => {
  test("a newcomer holds nothing", () => {
    expect(new PositionBook().positions()).toEqual({});
  });

  test("a snapshot and the change after it are taken and moved to", () => {
    const book = bookAfter(snap("0", "a", 4));
    expect(book.take(change("0", "a", 5))).toBe("pass");
    expect(book.positions()).toEqual({ "0": ["a", 5] });
  });

  test("a change that is held already is old and changes nothing", () => {
    const book = bookAfter(snap("0", "a", 4));
    expect(book.take(change("0", "a", 4))).toBe("old");
    expect(book.positions()).toEqual({ "0": ["a", 4] });
  });

  test.each([
    ["skips an offset", change("0", "a", 6)],
    ["is of another epoch", change("0", "b", 5)],
    ["is of an unknown frame", change("7", "a", 5)],
  ])("a change that %s is a gap", (_, record) => {
    const book = bookAfter(snap("0", "a", 4));
    expect(book.take(record)).toBe("gap");
    expect(book.positions()).toEqual({ "0": ["a", 4] });
  });

  test("a snapshot of a new page load replaces the position", () => {
    expect(bookAfter(snap("0", "a", 9), snap("0", "b", 0)).positions()).toEqual({ "0": ["b", 0] });
  });

  test("a frame that is gone has no position, unless a newer page load stands there", () => {
    expect(bookAfter(snap("3", "a", 0), ["gone", "3", "a"]).positions()).toEqual({});
    expect(bookAfter(snap("3", "b", 0), ["gone", "3", "a"]).positions()).toEqual({ "3": ["b", 0] });
  });

  test("after forgetting, only a snapshot is taken", () => {
    const book = bookAfter(snap("0", "a", 0), snap("1", "c", 0));
    book.forget("0");
    expect(book.take(change("0", "a", 1))).toBe("gap");
    expect(book.take(change("1", "c", 1))).toBe("pass");
    book.forget("*");
    expect(book.positions()).toEqual({});
  });
});

describe("backlog", () => {
  test("gives back what it kept, in order, once", () => {
    const backlog = new Backlog();
    const records = [snap("0", "a", 0), snap("1", "c", 0), change("0", "a", 1)];
    for (const record of records) backlog.keep(record, 1);
    expect(backlog.drain()).toEqual({ records, lost: [] });
    expect(backlog.drain()).toEqual({ records: [], lost: [] });
  });

  test("a snapshot cuts what was kept of its frame alone", () => {
    const backlog = new Backlog();
    backlog.keep(snap("0", "a", 0), 1);
    backlog.keep(snap("1", "c", 0), 1);
    backlog.keep(snap("0", "b", 0), 1);
    expect(backlog.drain().records).toEqual([snap("1", "c", 0), snap("0", "b", 0)]);
  });

  test("holds its bound of records; one more drops the frame and asks for it", () => {
    const backlog = new Backlog();
    backlog.keep(snap("1", "c", 0), 1);
    for (let offset = 1; offset < BACKLOG_RECORDS; offset += 1) backlog.keep(change("0", "a", offset), 1);
    backlog.keep(change("0", "a", BACKLOG_RECORDS), 1);
    expect(backlog.drain()).toEqual({ records: [snap("1", "c", 0)], lost: ["0"] });
  });

  test("holds its bound of size; one character more drops the frame and asks for it", () => {
    const full = new Backlog();
    full.keep(snap("0", "a", 0), BACKLOG_SIZE);
    expect(full.drain().lost).toEqual([]);
    const over = new Backlog();
    over.keep(snap("0", "a", 0), BACKLOG_SIZE + 1);
    over.keep(change("0", "a", 1), 1);
    expect(over.drain()).toEqual({ records: [], lost: ["0"] });
  });

  test("a frame that was dropped is whole again with its next snapshot", () => {
    const backlog = new Backlog();
    backlog.keep(snap("0", "a", 0), BACKLOG_SIZE + 1);
    backlog.keep(snap("0", "a", 1), 1);
    expect(backlog.drain()).toEqual({ records: [snap("0", "a", 1)], lost: [] });
  });
});

describe("acts", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("that a page asleep does not answer are told as away, unless the shopper is being asked", () => {
    const acts = new ActBook();
    const heard: string[] = [];
    const first = acts.begin((result) => heard.push(`first ${result}`));
    const second = acts.begin((result) => heard.push(`second ${result}`));
    acts.asked(second, () => undefined);
    vi.advanceTimersByTime(ANSWER_WITHIN - 1);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(1);
    acts.settle(first, "ok");
    expect(heard).toEqual(["first away"]);
    acts.settle(second, "ok");
    expect(heard).toEqual(["first away", "second ok"]);
  });

  test("are numbered in one series and settled once each", () => {
    const acts = new ActBook();
    const heard: string[] = [];
    const first = acts.begin((result) => heard.push(`first ${result}`));
    const second = acts.begin((result) => heard.push(`second ${result}`));
    expect(second).toBe(first + 1);
    acts.settle(second, "ok");
    acts.settle(second, "ok");
    acts.settleAll("away");
    expect(heard).toEqual(["second ok", "first away"]);
  });

  test("under way are bounded: the oldest is given up", () => {
    const acts = new ActBook();
    const heard: string[] = [];
    for (let count = 0; count < ACTS_UNDER_WAY; count += 1) acts.begin((result) => heard.push(result));
    expect(heard).toEqual([]);
    acts.begin((result) => heard.push(result));
    expect(heard).toEqual(["gone"]);
  });

  test("an act that the shopper is asked to do is waited for, and its fate says so", () => {
    const acts = new ActBook();
    const heard: [string, boolean][] = [];
    acts.asked(
      acts.begin((...fate) => heard.push(fate)),
      () => undefined,
    );
    for (let count = 0; count < ACTS_UNDER_WAY; count += 1) acts.begin(() => undefined);
    expect(heard).toEqual([]);
    acts.settle(1, "declined");
    expect(heard).toEqual([["declined", true]]);
  });
});

test("what an act set off later is waited for as well, but not what was never asked", () => {
  const acts = new ActBook();
  const heard: string[] = [];
  acts.settle(
    acts.begin(() => undefined),
    "ok",
  );
  acts.asked(1, (result) => heard.push(result));
  acts.asked(7, (result) => heard.push(result));
  acts.settle(1, "expired");
  acts.settle(7, "ok");
  expect(heard).toEqual(["expired"]);
});

describe("close codes", () => {
  test("a lost or restarted server is come back to, and so is whatever the network says", () => {
    for (const code of [1000, 1001, 1005, 1006, 1012, 1015, 4408, 4429, 4500])
      expect(afterClose(code)).toBe("again");
  });

  test("an expired ticket is renewed", () => expect(afterClose(4401)).toBe("renew"));

  test("all other codes of ours are final, also those of a later version", () => {
    for (const code of [4400, 4403, 4404, 4409, 4410, 4411, 4413, 4999])
      expect(afterClose(code)).toBe("stop");
  });

  test("the table names every code of the wire", () => {
    const codes = [1001, 1006, 1012, 4400, 4401, 4403, 4404, 4408, 4409, 4410, 4411, 4413, 4429, 4500];
    expect(Object.keys(AFTER_CLOSE).map(Number)).toEqual(codes);
  });

  test("the wait doubles from a quarter second to ten seconds and no further", () => {
    const waits = [0, 1, 2, 5, 6, 1000].map((attempt) => waitBefore(attempt, 0.5));
    expect(waits).toEqual([250, 500, 1000, 8000, 10_000, 10_000]);
  });

  test("the wait is spread by a quarter to both sides", () => {
    expect(waitBefore(2, 0)).toBe(750);
    expect(waitBefore(2, 1)).toBe(1250);
  });
});

describe("fit", () => {
  const host = { width: 1280, height: 800 };

  test("shrinks to the tighter of both sides", () => {
    expect(fit("fit", host, { width: 640, height: 800 })).toEqual({ scale: 0.5, width: 640, height: 400 });
    expect(fit("fit", host, { width: 1280, height: 200 })).toEqual({ scale: 0.25, width: 320, height: 200 });
  });

  test("never enlarges", () => {
    expect(fit("fit", host, { width: 2560, height: 1600 }).scale).toBe(1);
  });

  test("on a phone fits the width alone", () => {
    expect(fit("fit", host, { width: 320, height: 100 }).scale).toBe(0.25);
  });

  test("1:1 is 1:1 in any room", () => {
    expect(fit("actual", host, { width: 10, height: 10 })).toEqual({ scale: 1, ...host });
  });

  test("without any room yet nothing vanishes", () => {
    expect(fit("fit", host, { width: 0, height: 0 }).scale).toBe(1);
  });
});
