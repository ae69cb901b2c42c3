/** What is said where two pages are chosen to be laid side by side: on the live host and in the shop's page. */

export interface TrayWords {
  title: string;
  /** Of the page that shows both. */
  both: (left: string, right: string) => string;
  hint: string;
  sides: [first: string, second: string];
  empty: string;
  target: string;
  remove: (title: string) => string;
  show: string;
  seen: string;
  nothingSeen: string;
  link: string;
  linkHint: string;
  add: string;
  notOurs: string;
  chosen: (side: string, title: string) => string;
  close: string;
  failed: string;
}

const en: TrayWords = {
  title: "Side by side",
  both: (left, right) => `Side by side: ${left} – ${right}`,
  hint: "Press two products on the page, or drag them here.",
  sides: ["First item", "Second item"],
  empty: "Press or drag a product",
  target: "The next one goes here",
  remove: (title) => `Remove ${title}`,
  show: "Show side by side",
  seen: "Seen in this session",
  nothingSeen: "No other pages have been seen yet.",
  link: "Or paste a link of the shop",
  linkHint: "https://…",
  add: "Add",
  notOurs: "That is not a page of this shop.",
  chosen: (side, title) => `${side}: ${title}`,
  close: "Close",
  failed: "The pages seen so far could not be fetched.",
};

const ja: TrayWords = {
  title: "ならべて見る",
  both: (left, right) => `ならべて見る：${left}／${right}`,
  hint: "ページの商品を2つ押すか、ここへドラッグしてください。",
  sides: ["1つめ", "2つめ"],
  empty: "商品を押すか、ドラッグ",
  target: "次はここに入ります",
  remove: (title) => `${title}を外す`,
  show: "ならべて表示",
  seen: "これまでに見たページ",
  nothingSeen: "ほかに見たページはまだありません。",
  link: "ショップのリンクを貼り付け",
  linkHint: "https://…",
  add: "追加",
  notOurs: "このショップのページではありません。",
  chosen: (side, title) => `${side}：${title}`,
  close: "閉じる",
  failed: "これまでに見たページを読み込めませんでした。",
};

export const trayWordsFor = (lang: string): TrayWords => (lang.startsWith("ja") ? ja : en);
