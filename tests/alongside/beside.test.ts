import { describe, expect, it } from "vitest";
import { addressOf, laidIn, ownPath, typedPath } from "../../alongside/ui/beside";
import { compareVariants, itemsOf, priceOf } from "../../alongside/ui/goods";
import { shortTitles } from "../../alongside/ui/titles";
import { pathMatcher } from "../../injector/page/beside/paths";

const SHOP = "https://shop.example/en/";

describe("the address of two pages side by side", () => {
  it("says what it lays, whatever the pages' own addresses are made of", () => {
    const laid = { left: "/p/a?size=5&x=a/b#top", right: "/ja/お茶", shown: "right" } as const;
    expect(laidIn(addressOf(laid), SHOP)).toEqual({ ...laid, right: encodeURI(laid.right) });
    expect(addressOf({ left: "/a", right: "/b", shown: "both" })).toBe(
      "/__alongside/beside?left=/a&right=/b",
    );
  });

  it("lays nothing of other sites, of other programs or of ours", () => {
    const bad = ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"];
    for (const path of [...bad, "data:text/html,x", "/__alongside/beside?left=/a"])
      expect(laidIn(addressOf({ left: path, right: "/b", shown: "both" }), SHOP)?.left).toBe("");
    expect(laidIn("https://shop.example/beside?left=/a", SHOP)).toBeNull();
  });

  it("is understood when a person types it with or without the scheme and the host", () => {
    for (const typed of ["https://shop.example/p/a", " shop.example/p/a ", "//shop.example/p/a", "/p/a"])
      expect(typedPath(typed, SHOP)).toBe("/p/a");
    for (const typed of ["", "https://other.example/p/a", "other.example.evil/", "mailto:a@shop.example"])
      expect(typedPath(typed, "https://shop.example")).not.toBe("/p/a");
    expect(ownPath("http://shop.example/p/a", SHOP)).toBeNull();
  });
});

describe("goods in a list of pages", () => {
  it("are called by their name, and pages by their title without the shop's", () => {
    const page = (path: string, title: string) => ({ url: `https://shop.example${path}`, title });
    const pages = [
      { ...page("/a", "Mug | Hazel"), product: { name: "The mug", price: 9.5, currency: "GBP" } },
      page("/b", "Bowl | Hazel"),
      page("/__alongside/beside", "Side by side"),
    ];
    expect(itemsOf(pages.slice(0, 2), SHOP, "en")).toEqual([
      { path: "/a", title: "The mug", price: "£9.50", isProduct: true },
      { path: "/b", title: "Bowl" },
    ]);
    expect(itemsOf(pages, SHOP, "en").map(({ path }) => path)).toEqual(["/a", "/b"]);
  });

  it("have one price, or from the lowest to the highest", () => {
    expect(priceOf({ name: "", price: 1200, currency: "JPY" }, "ja")).toBe("￥1,200");
    expect(priceOf({ name: "", price: 5, most: 7, currency: "EUR" }, "en")).toBe("€5.00 – €7.00");
    expect(priceOf({ name: "", price: 5, currency: "coins" }, "en")).toBe("5 coins");
    expect(priceOf({ name: "" }, "en")).toBe("");
  });
});

describe("variants beside another item's", () => {
  const item = (...names: string[]) => ({
    name: "",
    variants: names.map((name) => ({
      name: name.replace("!", ""),
      availability: name.endsWith("!") ? ("out" as const) : ("" as const),
    })),
  });
  const told = (own: string[], other: string[]) =>
    compareVariants(item(...own), item(...other)).map(({ name, differs }) => name + (differs ? "*" : ""));

  it("stand first where only this one has them, or one of the two is sold out", () => {
    expect(told(["Red", "Blue", "Green!", "Black"], ["red ", "Green", "Black"])).toEqual([
      "Blue*",
      "Green*",
      "Red",
      "Black",
    ]);
  });

  it("differ from nothing where the two have none in common", () => {
    expect(told(["Red", "Blue"], [])).toEqual(["Red", "Blue"]);
    expect(told(["Red", "Blue"], ["270 ml", "400 ml"])).toEqual(["Red", "Blue"]);
    expect(compareVariants({ name: "" }, null)).toEqual([]);
  });
});

describe("titles", () => {
  it("lose at their end what all of them have", () => {
    expect(shortTitles(["Mug | Hazel & Kiln", "Bowl | Hazel & Kiln"])).toEqual(["Mug", "Bowl"]);
    expect(shortTitles(["湯のみ｜店", "茶わん｜店", ""])).toEqual(["湯のみ", "茶わん", ""]);
    for (const all of [["Mug | Hazel"], ["Mug | A", "Bowl | B"], ["Mug", "Bowl"], []])
      expect(shortTitles(all)).toEqual(all);
  });
});

describe("paths that are left out", () => {
  it("are told by the patterns of the settings, as on the road", () => {
    const isLeftOut = pathMatcher(["/pay/*", "/en/check?ut", "/[!ab]/x.y", "/$"]);
    for (const path of ["/pay/", "/pay/card/1", "/en/check-ut", "/c/x.y", "/$"])
      expect(isLeftOut(path)).toBe(true);
    for (const path of ["/", "/pay", "/en/checkut", "/a/x.y", "/c/xzy"]) expect(isLeftOut(path)).toBe(false);
    expect(pathMatcher([])("/pay")).toBe(false);
  });
});
