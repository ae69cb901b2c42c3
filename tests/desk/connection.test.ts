import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { HubToViewer } from "../../alongside/wire/messages";
import { ApiError, Unreachable } from "../../console/web/viewer/api";
import { Connection } from "../../console/web/viewer/connection";
import type { ConnectionDelegate } from "../../console/web/viewer/connection";

/** A socket whose other end is the test. */
class FarEnd {
  static all: FarEnd[] = [];
  static readonly OPEN = 1;
  static get last(): FarEnd {
    return FarEnd.all.at(-1) as FarEnd;
  }
  readyState = 0;
  readonly sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FarEnd.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = FarEnd.OPEN;
    this.onopen?.();
  }

  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  closeWith(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

class Listener implements ConnectionDelegate {
  readonly heard: string[] = [];
  positions = () => ({ "0": ["a", 7] as [string, number] });
  received = (message: HubToViewer) => void this.heard.push(message[0]);
  lost = () => void this.heard.push("lost");
  stopped = (code: string) => void this.heard.push(`stopped ${code}`);
}

let listener: Listener;
let renewals: (string | Error)[];

function connect(): FarEnd {
  const renew = async () => {
    const next = renewals.shift() ?? new Error("no further ticket is expected");
    if (typeof next === "string") return next;
    throw next;
  };
  new Connection(renew, listener).start("ticket 1");
  FarEnd.last.accept();
  return FarEnd.last;
}

const ticketOf = (end: FarEnd) => (end.sent[0] as [string, { ticket: string }])[1].ticket;

beforeEach(() => {
  FarEnd.all = [];
  listener = new Listener();
  renewals = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FarEnd);
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("location", { protocol: "https:", host: "live.example" });
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("dispatchEvent", page.dispatchEvent.bind(page));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a viewer's connection", () => {
  test("says hello with ticket and position over the subprotocol", () => {
    const end = connect();
    expect([end.url, end.protocol]).toEqual(["wss://live.example/socket", "alongside.1"]);
    expect(end.sent).toEqual([["hello", { ticket: "ticket 1", position: { "0": ["a", 7] }, visible: true }]]);
  });

  test("comes back with its position after a loss", () => {
    connect().closeWith(1006);
    expect(listener.heard).toEqual(["lost"]);
    vi.advanceTimersByTime(400);
    expect(FarEnd.all).toHaveLength(2);
    FarEnd.last.accept();
    expect(ticketOf(FarEnd.last)).toBe("ticket 1");
  });

  test("comes back at once when the network is there again", () => {
    connect().closeWith(1006);
    dispatchEvent(new Event("online"));
    expect(FarEnd.all).toHaveLength(2);
  });

  test("gives a connection up that is not welcomed in time", () => {
    connect();
    vi.advanceTimersByTime(15_000);
    expect(listener.heard).toEqual(["lost"]);
  });

  test("gives a connection up that leaves two pings unanswered", () => {
    const end = connect();
    end.say(["welcome", {}]);
    vi.advanceTimersByTime(20_000);
    expect(end.sent.slice(1)).toEqual([
      ["ping", 1],
      ["ping", 2],
    ]);
    expect(listener.heard).toEqual(["welcome"]);
    vi.advanceTimersByTime(10_000);
    expect(listener.heard).toEqual(["welcome", "lost"]);
  });

  test("keeps a connection that answers", () => {
    const end = connect();
    end.say(["welcome", {}]);
    for (let beat = 1; beat <= 9; beat += 1) {
      vi.advanceTimersByTime(10_000);
      end.say(["pong", beat]);
    }
    expect(listener.heard.filter((word) => word !== "pong")).toEqual(["welcome"]);
  });

  test("renews an expired ticket once, and stops when the new one is refused too", async () => {
    renewals = ["ticket 2"];
    connect().closeWith(4401);
    await vi.advanceTimersByTimeAsync(400);
    FarEnd.last.accept();
    expect(ticketOf(FarEnd.last)).toBe("ticket 2");
    FarEnd.last.closeWith(4401);
    expect(listener.heard).toEqual(["lost", "stopped 4401"]);
  });

  test("stops with the server's reason when no ticket is given", async () => {
    renewals = [new ApiError(410, "session-ended", "")];
    connect().closeWith(4401);
    await vi.advanceTimersByTimeAsync(0);
    expect(listener.heard).toEqual(["lost", "stopped session-ended"]);
  });

  test("tries on when the server cannot be asked for a ticket", async () => {
    renewals = [new Unreachable(), "ticket 2"];
    connect().closeWith(4401);
    await vi.advanceTimersByTimeAsync(400);
    FarEnd.last.accept();
    FarEnd.last.closeWith(4401);
    await vi.advanceTimersByTimeAsync(1000);
    FarEnd.last.accept();
    expect(ticketOf(FarEnd.last)).toBe("ticket 2");
  });

  test.each([4400, 4403, 4404, 4409, 4410])("stops for good at %i", (code) => {
    connect().closeWith(code);
    vi.advanceTimersByTime(60_000);
    dispatchEvent(new Event("online"));
    expect(FarEnd.all).toHaveLength(1);
    expect(listener.heard).toEqual([`stopped ${code}`]);
  });
});
