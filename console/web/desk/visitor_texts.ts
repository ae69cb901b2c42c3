/** What the list of visitors says. */
import type { Catalogue } from "../viewer/boot";
import type { Order, Trouble, Visitor } from "./visitors";

export interface VisitorTexts {
  title: string;
  nobody: string;
  untitled: string;
  ask: string;
  askHint: (page: string) => string;
  asked: string;
  returning: string;
  fresh: string;
  pages: (count: number) => string;
  basket: (value: string) => string;
  devices: Record<Visitor["device"], string>;
  troubles: Record<Trouble, string>;
  order: string;
  orders: Record<Order, string>;
}

export const VISITOR_TEXTS: Catalogue<VisitorTexts> = {
  en: {
    title: "On the shop now",
    nobody: "No visitor just now.",
    untitled: "Untitled page",
    ask: "Offer help",
    askHint: (page) => `Offer help to the visitor on “${page}”`,
    asked: "asked",
    returning: "returning",
    fresh: "new",
    pages: (count) => (count === 1 ? "1 page" : `${count} pages`),
    basket: (value) => `Basket ${value}`,
    devices: { desktop: "desktop", phone: "phone", tablet: "tablet" },
    troubles: {
      "error-page": "error page",
      declined: "payment declined",
      "no-results": "found nothing",
      "refused-form": "form refused",
    },
    order: "Order of the list",
    orders: { need: "Need and basket", newest: "Newest first", longest: "Longest on a page" },
  },
  ja: {
    title: "ご来店中のお客様",
    nobody: "現在ご来店中のお客様はいません。",
    untitled: "無題のページ",
    ask: "声をかける",
    askHint: (page) => `「${page}」をご覧のお客様に声をかける`,
    asked: "案内済み",
    returning: "再訪",
    fresh: "初訪問",
    pages: (count) => `${count}ページ目`,
    basket: (value) => `カート ${value}`,
    devices: { desktop: "パソコン", phone: "スマホ", tablet: "タブレット" },
    troubles: {
      "error-page": "エラーページ",
      declined: "決済エラー",
      "no-results": "検索0件",
      "refused-form": "入力エラー",
    },
    order: "並び順",
    orders: { need: "お困りの方・購入額順", newest: "新着順", longest: "滞在時間順" },
  },
};
