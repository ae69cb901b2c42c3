/** What the join page says. */
import type { Catalogue } from "../viewer/boot";

export interface JoinTexts {
  /** The bar's title, by the name that the shopper is shown as. */
  page: (shopper: string) => string;
  pageNobody: string;
  hello: (shopper: string, shop: string) => string;
  helloNobody: (shop: string) => string;
  /** Japanese has no space there. */
  betweenSentences: " " | "";
  may: string;
  mayNot: string;
  nameLabel: string;
  nameDefault: string;
  nameSave: string;
  close: string;
  left: string;
  leftNext: string;
  stopped: string;
  retry: string;
  toShop: string;
  goOn: (shop: string) => string;
  goOnTogether: string;
  endedNext: string;
  toDesk: string;
}

export const JOIN_TEXTS: Catalogue<JoinTexts> = {
  en: {
    page: (shopper) => `${shopper}’s page`,
    pageNobody: "Shopping together",
    hello: (shopper, shop) => `You are looking at ${shopper}’s page on ${shop}, together and live.`,
    helloNobody: (shop) => `You are looking at this page of ${shop} together, live.`,
    betweenSentences: " ",
    may: "You may click and type too.",
    mayNot: "You are watching.",
    nameLabel: "Your name here",
    nameDefault: "Friend",
    nameSave: "OK",
    close: "Close this note",
    left: "You have left",
    leftNext: "You can close this window. To come back, ask for a new link.",
    stopped: "Stopped",
    retry: "Try again",
    toShop: "Go to the shop",
    goOn: (shop) => `Go on shopping at ${shop}`,
    goOnTogether: "Go on with the others",
    endedNext:
      "Go on from the page you saw last, in a basket of your own. To look at something together again, ask for a new link.",
    toDesk: "Sign in at the desk",
  },
  ja: {
    page: (shopper) => `${shopper}さんのページ`,
    pageNobody: "いっしょに買い物",
    hello: (shopper, shop) => `${shop} で${shopper}さんのページをいっしょに見ています。`,
    helloNobody: (shop) => `${shop} のこのページをいっしょに見ています。`,
    betweenSentences: "",
    may: "クリックや入力もできます。",
    mayNot: "閲覧中です。",
    nameLabel: "表示名",
    nameDefault: "お友だち",
    nameSave: "OK",
    close: "閉じる",
    left: "退出しました",
    leftNext: "このウィンドウは閉じてかまいません。もう一度参加するには、新しいリンクをお願いしてください。",
    stopped: "停止しました",
    retry: "もう一度試す",
    toShop: "ショップへ",
    goOn: (shop) => `${shop} で買い物を続ける`,
    goOnTogether: "ほかの方と続ける",
    endedNext:
      "最後に見ていたページから、ご自分で買い物を続けられます。もう一度いっしょに見るには、新しいリンクをお願いしてください。",
    toDesk: "デスクにサインイン",
  },
};
