import { describe, expect, it } from "vitest";
import type { ActionName } from "../../alongside/wire/messages";
import { fateOf } from "../../console/web/mirror/hands_keys";
import { Pending, throttle } from "../../console/web/mirror/hands_pending";
import { Events } from "../../injector/page/api";
import { keyCodeOf } from "../../injector/page/control/key_events";
import { reasonsFor } from "../../injector/page/control/refusals";
import { differenceOf } from "../../injector/page/control/typing";
import { formatClock, groupCode } from "../../injector/page/panel/clock";
import { en } from "../../injector/page/text/en";
import { ja } from "../../injector/page/text/ja";
import { chooseLanguage } from "../../injector/page/text/launcher";

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
      ...(["key", "scroll", "submit", "focus", "toggle", "go"] as const),
    ];
    expect(Object.keys(reasonsFor).sort()).toEqual(names.sort());
  });

  it.each([
    ["", "a", "a", 0],
    ["tea", "teas", "s", 0],
    ["teas", "tea", "", 1],
    ["green tea", "black tea", "black", 5],
    ["aa", "aaa", "a", 0],
    ["same", "same", "", 0],
  ])("tells what was typed between %j and %j", (before, after, inserted, removed) => {
    expect(differenceOf(before, after)).toEqual({ inserted, removed });
  });

  it("knows the codes that old scripts compare with", () => {
    expect(["Enter", "Escape", "a", "Z", "5", "あ"].map(keyCodeOf)).toEqual([13, 27, 65, 90, 53, 0]);
  });
});

describe("hands", () => {
  it("leave typing to the field and send what the shop decides about", () => {
    expect(fateOf("text", "a", false, false)).toBe("leave");
    expect(fateOf("text", "Enter", false, false)).toBe("send");
    expect(fateOf("text", "ArrowDown", false, false)).toBe("send");
    expect(fateOf("text", "ArrowDown", true, false)).toBe("leave");
    expect(fateOf("text", "ArrowLeft", false, false)).toBe("leave");
  });

  it("press buttons by Space and scroll the page by it", () => {
    expect(fateOf("other", " ", false, true)).toBe("send");
    expect(fateOf("other", " ", false, false)).toBe("both");
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
