import { beforeEach, describe, expect, test } from "vitest";
import { Conversation, type Heard } from "../../alongside/ui/conversation";
import type { FromSpeaker, Spoken } from "../../alongside/wire/talk";

let sent: FromSpeaker[];
let kept: string;
let heard: Heard[];
let connected: boolean;
let keys: number;

const spoken = (who: string, text: string, key = text): Spoken => ({
  text,
  at: 1,
  who,
  role: who === "p1" ? "shopper" : "rep",
  name: who,
  key,
});

const begin = (before = "") =>
  new Conversation(
    {
      send(message) {
        if (connected) sent.push(message);
        return connected;
      },
      keep: (unsent) => (kept = unsent),
      changed: () => undefined,
      heard: (line) => void heard.push(line),
    },
    before,
    () => `k${++keys}`,
  );

const texts = (conversation: Conversation) => conversation.lines.map((one) => one.spoken.text);

beforeEach(() => {
  sent = [];
  kept = "";
  heard = [];
  connected = true;
  keys = 0;
});

/** One that knows of all that was said so far, which is nothing. */
const greeted = () => {
  const conversation = begin();
  conversation.connected("p1");
  conversation.receive(["talk", 1, [], 0, {}], 0);
  sent = [];
  return conversation;
};

describe("what I say", () => {
  test("is shown as on its way until it is kept, and then once", () => {
    const mine = greeted();
    mine.say({ text: "hello" });
    expect(mine.unsent).toEqual([{ key: "k1", line: { text: "hello" }, refused: false }]);
    mine.receive(["said", 1, spoken("p1", "hello", "k1")], 0);
    expect([mine.unsent, texts(mine), kept]).toEqual([[], ["hello"], ""]);
  });

  test("survives a reload and is said again under its key", () => {
    connected = false;
    greeted().say({ text: "hello" });
    connected = true;
    const again = begin(kept);
    again.connected("p1");
    expect(sent).toEqual([
      ["recall", 0],
      ["say", "k1", { text: "hello" }],
    ]);
    again.receive(["talk", 1, [spoken("p1", "hello", "k1")], 1, {}], 0);
    again.receive(["said", 1, spoken("p1", "hello", "k1")], 0);
    expect([again.unsent, texts(again)]).toEqual([[], ["hello"]]);
  });

  test("stays in sight when it is refused, is not said again, and can be dropped", () => {
    const mine = greeted();
    mine.say({ text: "hello" });
    mine.receive(["unsaid", "k1"], 0);
    expect(mine.unsent[0]?.refused).toBe(true);
    sent = [];
    mine.connected("p1");
    expect(sent).toEqual([["recall", 0]]);
    mine.drop("k1");
    expect([mine.unsent, kept]).toEqual([[], ""]);
  });

  test("is not taken for another's line with the same key", () => {
    const mine = greeted();
    mine.say({ text: "hello" });
    mine.receive(["said", 1, spoken("p2", "hi", "k1")], 0);
    expect(mine.unsent).toHaveLength(1);
  });

  test("what was kept before a broken copy of it is thrown away, not the page", () => {
    expect(begin("{broken").unsent).toEqual([]);
  });
});

describe("what others say", () => {
  test("is new, unless it was said before I came", () => {
    const mine = begin();
    mine.connected("p1");
    mine.receive(["talk", 1, [spoken("p2", "before")], 1, {}], 0);
    mine.receive(["said", 2, spoken("p2", "now")], 0);
    expect([texts(mine), heard.map((one) => one.spoken.text)]).toEqual([["before", "now"], ["now"]]);
  });

  test("is asked for when one is missing, and comes in order and once", () => {
    const mine = greeted();
    mine.receive(["said", 2, spoken("p2", "second")], 0);
    expect([texts(mine), sent]).toEqual([[], [["recall", 0]]]);
    mine.receive(["talk", 1, [spoken("p2", "first"), spoken("p2", "second")], 2, {}], 0);
    mine.receive(["said", 2, spoken("p2", "second")], 0);
    mine.receive(["said", 3, spoken("p2", "third")], 0);
    expect(texts(mine)).toEqual(["first", "second", "third"]);
    expect(heard).toHaveLength(3);
  });

  test("lines for others are counted and not shown", () => {
    const mine = greeted();
    mine.receive(["said", 1, null], 0);
    mine.receive(["said", 2, spoken("p2", "for me")], 0);
    expect([texts(mine), sent]).toEqual([["for me"], []]);
  });
});

describe("reading and writing", () => {
  test("unread is what others said since I looked, also over a reload", () => {
    const mine = greeted();
    mine.receive(["said", 1, spoken("p2", "one")], 0);
    mine.receive(["said", 2, spoken("p1", "mine")], 0);
    expect(mine.unread).toBe(1);
    mine.see();
    mine.see();
    expect([mine.unread, sent]).toEqual([0, [["read", 2]]]);
    const later = begin();
    later.connected("p1");
    later.receive(["talk", 1, [spoken("p2", "one"), spoken("p2", "two")], 2, { p1: 1 }], 0);
    expect(later.unread).toBe(1);
  });

  test("a line of mine is read once somebody else has seen it", () => {
    const mine = greeted();
    mine.receive(["said", 1, spoken("p1", "one")], 0);
    mine.receive(["said", 2, spoken("p1", "two")], 0);
    mine.receive(["read", "p2", 1], 0);
    expect(mine.lines.map((one) => mine.fateOf(one))).toEqual(["read", "kept"]);
  });

  test("somebody writes until they stop, say it, or think for long", () => {
    const mine = greeted();
    mine.receive(["typing", "p2", true], 1000);
    expect([mine.writing(2000), mine.writing(8000)]).toEqual([["p2"], []]);
    mine.receive(["said", 1, spoken("p2", "there")], 2000);
    expect(mine.writing(2000)).toEqual([]);
  });

  test("my writing is told now and then, and that it stopped, once", () => {
    const mine = greeted();
    for (const now of [0, 100, 200, 3100]) mine.write(false, now);
    mine.write(true, 3200);
    mine.write(true, 3300);
    expect(sent).toEqual([
      ["typing", true],
      ["typing", true],
      ["typing", false],
    ]);
  });
});
