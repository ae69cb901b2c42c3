import { describe, expect, it } from "vitest";
import type { ActionName } from "../../alongside/wire/messages";
import { fateOf, fateOfShortcut } from "../../console/web/mirror/hands_keys";
import { Pending, throttle } from "../../console/web/mirror/hands_pending";
import { Events } from "../../injector/page/api";
import { choices, dayName, minutesOf } from "../../injector/page/care/times";
import { keyCodeOf } from "../../injector/page/control/key_events";
import { reasonsFor } from "../../injector/page/control/refusals";
import { applied, editOf, moved, rebase } from "../../alongside/wire/merge";
import { formatClock, groupCode } from "../../injector/page/panel/clock";
import { en } from "../../injector/page/text/en";
import { ja } from "../../injector/page/text/ja";
import { chooseLanguage } from "../../injector/page/text/launcher";

describe("times that shoppers are told", () => {
  const at = (text: string) => new Date(text).getTime() / 1000;
  const now = at("2026-11-22T18:40");

  it("are named by the shopper's own calendar", () => {
    expect(dayName(at("2026-11-22T23:30"), now, "en")).toBe("today");
    expect(dayName(at("2026-11-23T00:00"), now, "en")).toBe("tomorrow");
    expect(dayName(at("2026-11-23T09:00"), now, "ja")).toBe("明日");
    expect(dayName(at("2026-11-24T09:00"), now, "en")).toBe("Tuesday, November 24");
  });

  it("are half hours that are still to come, by day", () => {
    const spans = [
      [now, at("2026-11-22T20:00")],
      [at("2026-11-23T10:00"), at("2026-11-23T11:00")],
    ] as const;
    const days = choices(spans, now, "en-GB");
    expect(days.map(({ name, times }) => [name, times.map((time) => time.name)])).toEqual([
      ["Today", ["19:00", "19:30"]],
      ["Tomorrow", ["10:00", "10:30"]],
    ]);
    expect(choices([[now, now + 600]], now, "en")).toEqual([]);
  });

  it("never promise too much", () => {
    expect([0, 59, 60, 61, 119].map(minutesOf)).toEqual([1, 1, 1, 2, 2]);
  });
});

describe("words", () => {
  it("are Japanese where the page says so, whatever the browser says", () => {
    expect(chooseLanguage("ja-JP", "en")).toBe("ja");
    expect(chooseLanguage("en", "ja")).toBe("en");
  });

  it("follow the browser where the page says nothing", () => {
    expect(chooseLanguage("", "ja")).toBe("ja");
    expect(chooseLanguage("", "jam")).toBe("en");
  });

  it("name who is here, in both languages", () => {
    const [mika, ken] = [
      { name: "Mika", role: "rep" },
      { name: "Ken", role: "friend" },
    ] as const;
    expect(en.bar.sees(mika, [])).toBe("Mika (rep) sees this page");
    expect(en.bar.sees(mika, [ken])).toBe("Mika and Ken see this page");
    expect(en.bar.sees({ name: "Friend", role: "friend" }, [])).toBe("Friend sees this page");
    expect(en.bar.sees(mika, [ken, ken])).toBe("Mika and 2 others see this page");
    expect(ja.bar.sees(mika, [])).toBe("Mikaさん（担当者）が見ています");
    expect(ja.bar.sees(mika, [ken])).toBe("MikaさんとKenさんが見ています");
  });

  it("write codes and times to be read out", () => {
    expect(groupCode("482913").split("\u2009")).toEqual(["482", "913"]);
    expect([-3, 0, 59.9, 61, 3725].map(formatClock)).toEqual(["0:00", "0:00", "0:59", "1:01", "1:02:05"]);
  });
});

describe("control", () => {
  it("has a rule for every action", () => {
    const names: ActionName[] = [
      ...(["move", "down", "up", "click", "dblclick", "contextmenu", "input", "select", "check"] as const),
      ...(["key", "scroll", "wheel", "range", "submit", "focus", "toggle", "go"] as const),
    ];
    expect(Object.keys(reasonsFor).sort()).toEqual(names.sort());
  });

  it.each([
    ["", "a", 0, 0, "a"],
    ["tea", "teas", 3, 0, "s"],
    ["teas", "tea", 3, 1, ""],
    ["green tea", "black tea", 0, 5, "black"],
    ["aa", "aaa", 2, 0, "a"],
    ["same", "same", 4, 0, ""],
  ])("tells what was typed between %j and %j", (before, after, at, gone, put) => {
    expect(editOf(before, after)).toEqual({ at, gone, put });
  });

  it.each([
    ["tea", "green tea", "tea!", "green tea!"],
    ["tea", "teapot", "my tea", "my teapot"],
    ["", "shopper", "rep", "shopperrep"],
    ["one two three", "one two 3", "one 2 three", "one 2 3"],
    ["price: 10", "price: 12", "price: 15", "price: 152"],
    ["hello", "heXllo", "", "X"],
    ["hello", "", "heXllo", "X"],
    ["090", "090-", "0901", "090-1"],
    ["4x", "4", "4x5", "45"],
    ["k", "K", "ke", "Ke"],
  ])("keeps what both typed into %j: %j and %j", (base, theirs, mine, both) => {
    expect(applied(theirs, rebase(editOf(base, mine), editOf(base, theirs)))).toBe(both);
  });

  it("loses nothing that either typed, and nothing that neither touched", () => {
    let seed = 7;
    const below = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const base = "abcdefgh";
    const typed = (letters: string) => {
      const [at, gone] = [below(9), below(4)];
      const put = Array.from({ length: below(4) }, () => letters[below(letters.length)]).join("");
      return base.slice(0, at) + put + base.slice(at + gone);
    };
    for (let n = 0; n < 5000; n++) {
      const [mine, theirs] = [editOf(base, typed("XYZ")), editOf(base, typed("123"))];
      const both = applied(applied(base, theirs), rebase(mine, theirs));
      const left = [...base].filter((_, at) =>
        [mine, theirs].every((edit) => at < edit.at || at >= edit.at + edit.gone),
      );
      expect([both.replace(/[^X-Z]/g, ""), both.replace(/[^1-3]/g, "")]).toEqual([mine.put, theirs.put]);
      expect(both.replace(/[X-Z1-3]/g, "")).toBe(left.join(""));
    }
  });

  it("moves places along with what comes before them and stays before what comes at them", () => {
    expect([0, 2, 3].map((place) => moved(place, { at: 2, gone: 0, put: "xy" }))).toEqual([0, 2, 5]);
    expect([0, 2, 3, 5].map((place) => moved(place, { at: 1, gone: 3, put: "z" }))).toEqual([0, 2, 2, 3]);
  });

  it("knows the codes that old scripts compare with", () => {
    expect(["Enter", "Escape", "a", "Z", "5", "あ"].map(keyCodeOf)).toEqual([13, 27, 65, 90, 53, 0]);
  });
});

describe("hands", () => {
  it("leave typing to the field and send what the shop decides about", () => {
    expect(fateOf("text", "a", false)).toBe("leave");
    expect(fateOf("text", "Enter", false)).toBe("send");
    expect(fateOf("text", "ArrowDown", false)).toBe("send");
    expect(fateOf("text", "ArrowDown", true)).toBe("both");
    expect(fateOf("text", "ArrowLeft", false)).toBe("both");
  });

  it("leave what a key does elsewhere to the shop", () => {
    expect(["Enter", " ", "ArrowDown", "End"].map((key) => fateOf("other", key, false))).toEqual(
      Array(4).fill("send"),
    );
    expect(["a", "/"].map((key) => fateOf("other", key, false))).toEqual(["both", "both"]);
  });

  it("keep the clipboard and the browser's own shortcuts, and send the shop's", () => {
    expect(["c", "v", "t", "r"].map((key) => fateOfShortcut("other", key))).toEqual(Array(4).fill("leave"));
    expect(["k", "s", "Enter"].map((key) => fateOfShortcut("text", key))).toEqual(Array(3).fill("send"));
    expect([fateOfShortcut("editable", "b"), fateOfShortcut("editable", "z")]).toEqual(["send", "send"]);
    expect([fateOfShortcut("text", "z"), fateOfShortcut("text", "a")]).toEqual(["leave", "leave"]);
  });

  it("count a node as pending until its last act is answered", () => {
    let seq = 0;
    const settled: Node[] = [];
    const node = {} as Node;
    const pending = new Pending(() => ++seq);
    pending.onSettled((one) => settled.push(one));
    pending.send(node, ["focus", "0", 1]);
    pending.send(node, ["focus", "0", 1]);
    pending.done(1, "ok");
    expect([pending.isPending(node), settled.length]).toEqual([true, 0]);
    pending.done(2, "ok");
    expect([pending.isPending(node), settled]).toEqual([false, [node]]);
  });

  it("hold a node that is being composed though its acts are answered", () => {
    const node = {} as Node;
    const pending = new Pending(() => 1);
    pending.hold(node);
    pending.send(node, ["focus", "0", 1]);
    pending.done(1, "ok");
    expect(pending.isPending(node)).toBe(true);
    pending.release(node);
    expect(pending.isPending(node)).toBe(false);
  });

  it("send the first and the very last of many, and few between", async () => {
    const sent: number[] = [];
    await new Promise<void>((resolve) => {
      const send = throttle(5, (n: number) => {
        sent.push(n);
        if (n === 99) resolve();
      });
      for (let n = 0; n < 100; n++) send(n);
    });
    expect(sent).toEqual([0, 99]);
  });
});

describe("window.alongside", () => {
  it("tells every listener, those that were there before it too, until they leave", () => {
    const heard: string[] = [];
    const events = new Events([["state", (state: string) => heard.push(`before ${state}`)]]);
    const leave = events.on("state", (state) => heard.push(`after ${state}`));
    events.tell("state", "active");
    leave();
    events.tell("state", "ended");
    expect(heard).toEqual(["before active", "after active", "before ended"]);
  });
});
