import { describe, expect, test } from "vitest";
import type { Participant, ViewerWelcome } from "../../alongside/wire/messages";
import {
  EMPTY,
  applyMessage,
  applyReady,
  applyFate,
  phaseOf,
  selfOf,
  shopperOf,
} from "../../console/web/viewer/model";
import type { ViewerModel } from "../../console/web/viewer/model";
import { snap } from "./records";

const SHOPPER: Participant = { id: "p1", role: "shopper", name: "Aiko", color: "#2563eb", here: true };
const FRIEND: Participant = { id: "p2", role: "friend", name: "Ben", color: "#c2410c", here: true };
const WELCOME: ViewerWelcome = {
  session: "s1",
  state: "active",
  kind: "friend",
  you: "p2",
  participants: [SHOPPER, FRIEND],
  may: ["click", "go"],
  url: "https://shop.example/",
  title: "Shop",
  recovered: false,
  lead: "",
  frozen: false,
  asks: false,
};

const welcomed = applyMessage(EMPTY, ["welcome", WELCOME]);
const live: ViewerModel = applyReady(welcomed);

describe("the model", () => {
  test("a welcome fills it", () => {
    expect(shopperOf(welcomed)).toEqual(SHOPPER);
    expect(selfOf(welcomed)).toEqual(FRIEND);
    expect(welcomed.may).toEqual(["click", "go"]);
  });

  test("roster, page and state are replaced by what the hub says", () => {
    const left = applyMessage(live, ["who", [SHOPPER]]);
    const moved = applyMessage(left, ["page", { url: "https://shop.example/basket", title: "Basket" }]);
    expect(moved.participants).toEqual([SHOPPER]);
    expect(moved.title).toBe("Basket");
    expect(applyMessage(moved, ["state", "ended"]).state).toBe("ended");
  });

  test("the same refusal twice counts twice", () => {
    const twice = applyFate(applyFate(live, "masked"), "masked");
    expect(twice.told).toEqual({ fate: "masked", count: 2 });
  });
});

describe("the phase", () => {
  test("is opening, waiting for the page, live", () => {
    expect([EMPTY, welcomed, live].map(phaseOf)).toEqual(["opening", "waiting", "live"]);
  });

  test("is turning from the end of a page until the mirror shows the next one", () => {
    const turning = applyMessage(live, ["gone", "0", "a"]);
    expect(phaseOf(turning)).toBe("turning");
    const building = applyMessage(applyMessage(live, snap("3", "c", 0)), snap("0", "b", 0));
    expect(phaseOf(building)).toBe("turning");
    expect(phaseOf(applyReady(building))).toBe("live");
  });

  test("is not disturbed by a snapshot of an inner frame", () => {
    expect(phaseOf(applyMessage(live, snap("3", "c", 0)))).toBe("live");
  });

  test("is away while the host page's connection is lost", () => {
    const away = applyMessage(live, ["away", true]);
    expect(phaseOf(away)).toBe("away");
    expect(phaseOf(applyMessage(away, ["away", false]))).toBe("live");
  });

  test("is away no longer after coming back, until the hub says so again", () => {
    const away = applyMessage(live, ["away", true]);
    const back = applyMessage(away, ["welcome", WELCOME]);
    expect(phaseOf(back)).toBe("live");
    expect(phaseOf(applyMessage(back, ["away", true]))).toBe("away");
  });

  test("is again while coming back, and stopped or ended for good", () => {
    expect(phaseOf({ ...live, link: { is: "again" } })).toBe("again");
    expect(phaseOf({ ...live, link: { is: "stopped", code: "4409" } })).toBe("stopped");
    expect(phaseOf({ ...live, link: { is: "stopped", code: "4410" } })).toBe("ended");
    expect(phaseOf({ ...live, state: "ended" })).toBe("ended");
  });
});
