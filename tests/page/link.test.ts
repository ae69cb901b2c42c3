import { describe, expect, it } from "vitest";
import type { HostToHub, LogRecord } from "../../alongside/wire/messages";
import type { Snapshot } from "../../alongside/wire/ops";
import { judgeClose, waitBefore } from "../../injector/page/link/closing";
import { NO_CHANGES_ABOVE, NO_PRESENCE_ABOVE, Outbox, SNAPSHOT_BELOW } from "../../injector/page/link/outbox";

class Line {
  backlog = 0;
  sent: HostToHub[] = [];
  send = (message: HostToHub) => this.sent.push(message) > 0;
}

const change = (frame: string, offset: number): LogRecord => ["change", frame, "e", offset, []];
const snap = (frame: string): LogRecord => ["snap", frame, "e", 9, {} as Snapshot];

describe("closing", () => {
  it.each([1001, 1006, 1012, 4408, 4429, 4500])("comes back after %i", (code) => {
    expect(judgeClose(code)).toEqual({ then: "return" });
  });

  it.each([4400, 4403, 4404, 4410])("stops after %i", (code) => {
    expect(judgeClose(code).then).toBe("stop");
  });

  it.each([4401, 4409, 4413])("comes back once after %i", (code) => {
    expect(judgeClose(code).then).toBe("return-once");
  });

  it("takes an unknown code for a lost connection", () => {
    expect(judgeClose(4999)).toEqual({ then: "return" });
  });

  it("doubles the wait from 0.25 s up to 10 s", () => {
    expect([0, 1, 2, 5, 6, 40].map((tries) => waitBefore(tries, 1))).toEqual([
      250, 500, 1000, 8000, 10_000, 10_000,
    ]);
  });

  it("waits no less than half of it, so that a crowd spreads", () => {
    expect(waitBefore(1, 0)).toBe(250);
  });
});

describe("Outbox", () => {
  it("sends records in order", () => {
    const line = new Line();
    const outbox = new Outbox(line, () => undefined);
    outbox.record(change("0", 1));
    outbox.record(change("0", 2));
    expect(line.sent).toEqual([change("0", 1), change("0", 2)]);
  });

  it("leaves pointers out first", () => {
    const line = new Line();
    const outbox = new Outbox(line, () => undefined);
    line.backlog = NO_PRESENCE_ABOVE;
    outbox.presence(["point", "0", 1, 2]);
    line.backlog += 1;
    outbox.presence(["point", "0", 3, 4]);
    outbox.record(change("0", 1));
    expect(line.sent).toEqual([["point", "0", 1, 2], change("0", 1)]);
  });

  it("sends changes up to the bound and none past it", () => {
    const line = new Line();
    const outbox = new Outbox(line, () => undefined);
    line.backlog = NO_CHANGES_ABOVE;
    outbox.record(change("0", 1));
    line.backlog += 1;
    outbox.record(change("0", 2));
    outbox.clear();
    expect(line.sent).toEqual([change("0", 1)]);
  });

  it("keeps a frame back until a snapshot stands for what was left out, and other frames go on", () => {
    const line = new Line();
    const outbox = new Outbox(line, () => undefined);
    line.backlog = NO_CHANGES_ABOVE + 1;
    outbox.record(change("0", 1));
    line.backlog = 0;
    outbox.record(change("0", 2));
    outbox.record(change("1", 1));
    outbox.record(snap("0"));
    outbox.record(change("0", 10));
    outbox.clear();
    expect(line.sent).toEqual([change("1", 1), snap("0"), change("0", 10)]);
  });

  it("holds back even a snapshot that was asked for while the line is full, and sends one when it is free", async () => {
    const line = new Line();
    const asked = new Promise<string>((resolve) => {
      const outbox = new Outbox(line, resolve);
      line.backlog = NO_CHANGES_ABOVE + 1;
      outbox.record(snap("0"));
      line.backlog = 0;
    });
    expect(await asked).toBe("0");
    expect(line.sent).toEqual([]);
  });

  it("asks for the snapshot when the line is free again", async () => {
    const line = new Line();
    const asked = new Promise<string>((resolve) => {
      const outbox = new Outbox(line, resolve);
      line.backlog = NO_CHANGES_ABOVE + 1;
      outbox.record(change("7", 1));
      line.backlog = SNAPSHOT_BELOW - 1;
    });
    expect(await asked).toBe("7");
  });
});
