import { expect, test } from "vitest";
import { readable } from "../../alongside/ui/links";
import { keepMatching, readWanted, seenFirst, withoutDoubles } from "../../console/web/guide/finding";

const SHOP = "https://shop.example/ja/p/kyusu?size=2";
const SHOPS = ["https://shop.example", "https://pay.shop.example"];
const page = (url: string, title: string) => ({ url, title });

test.each([
  ["", { by: "nothing" }],
  ["  tea bowl ", { by: "words", words: "tea bowl" }],
  ["bowl", { by: "words", words: "bowl" }],
  ["茶碗", { by: "words", words: "茶碗" }],
  ["size: small", { by: "words", words: "size: small" }],
  ["https://shop.example/p/bowl", { by: "link", page: page("https://shop.example/p/bowl", "") }],
  ["/p/bowl#top", { by: "link", page: page("https://shop.example/p/bowl#top", "") }],
  ["https://pay.shop.example/cart", { by: "link", page: page("https://pay.shop.example/cart", "") }],
  ["https://shop.example.elsewhere.example/", { by: "elsewhere" }],
  ["https://elsewhere.example/p/bowl", { by: "elsewhere" }],
  ["//elsewhere.example/p", { by: "elsewhere" }],
  ["http://shop.example/p/bowl", { by: "elsewhere" }],
  ["https://you@shop.example/", { by: "elsewhere" }],
  ["javascript:alert(1)", { by: "elsewhere" }],
  ["www.elsewhere.example", { by: "elsewhere" }],
  ["https://[", { by: "elsewhere" }],
])("%s is read as what it is", (typed, wanted) => {
  expect(readWanted(typed, SHOP, SHOPS)).toEqual(wanted);
});

test("pages are kept in whose title or address every word stands, wide letters or not", () => {
  const pages = [
    page("https://shop.example/p/bowl", "Tea bowl"),
    page("https://shop.example/tea", "Green tea"),
  ];
  expect(keepMatching(pages, "ＴＥＡ bow")).toEqual([pages[0]]);
  expect(keepMatching(pages, "lamp")).toEqual([]);
});

test("a page is offered once, whatever place in it is meant", () => {
  const pages = [page("https://shop.example/p#a", "now"), page("https://shop.example/p", "before")];
  expect(withoutDoubles(pages)).toEqual([pages[0]]);
});

test("what was seen comes first, with all that was found about it", () => {
  const bowl = { ...page("https://shop.example/p/bowl", "Tea bowl"), price: "€24" };
  const lamp = page("https://shop.example/p/lamp", "Lamp");
  expect(seenFirst([page(`${bowl.url}#top`, "Bowl - Shop")], [lamp, bowl])).toEqual([bowl, lamp]);
});

test("an address is shown as people read it", () => {
  expect(readable("https://shop.example/p/%E8%8C%B6?q=1")).toBe("/p/茶?q=1");
  expect(readable("https://shop.example/%E8")).toBe("/%E8");
});
