import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HandSeen } from "../../console/web/mirror/hands_seen";

class Pressed extends Event {
  constructor(
    type: string,
    readonly buttons: number,
  ) {
    super(type);
  }
}

describe("what scrolled in a mirror", () => {
  const document = new EventTarget();
  const stop = new AbortController();
  let seen: HandSeen;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
    seen = new HandSeen();
    seen.listen(document as Document, stop.signal);
    vi.advanceTimersByTime(5000);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("was scrolled by a person while nothing comes from the shopper, such as by a search in the page", () => {
    expect(seen.isElsewhere).toBe(false);
  });

  test("was scrolled by the browser when a record came and no hand was near", () => {
    seen.changed();
    expect(seen.isElsewhere).toBe(true);
    vi.advanceTimersByTime(2000);
    expect(seen.isElsewhere).toBe(false);
  });

  test.each(["wheel", "keydown", "touchmove"])(
    "was scrolled by a person's %s, whatever comes meanwhile",
    (type) => {
      document.dispatchEvent(new Event(type));
      seen.changed();
      expect(seen.isElsewhere).toBe(false);
      vi.advanceTimersByTime(2000);
      seen.changed();
      expect(seen.isElsewhere).toBe(true);
    },
  );

  test("is scrolled by a person for as long as a button is down, and not by a pointer that only passes", () => {
    document.dispatchEvent(new Pressed("pointermove", 0));
    seen.changed();
    expect(seen.isElsewhere).toBe(true);
    document.dispatchEvent(new Pressed("pointerdown", 1));
    vi.advanceTimersByTime(5000);
    seen.changed();
    expect(seen.isElsewhere).toBe(false);
    document.dispatchEvent(new Pressed("pointerup", 0));
    vi.advanceTimersByTime(2000);
    seen.changed();
    expect(seen.isElsewhere).toBe(true);
  });
});
