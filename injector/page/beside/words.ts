/** What the page with two pages side by side says, in English and Japanese. */
import type { Availability } from "../../../alongside/ui/goods";

export interface Words {
  title: string;
  sides: [first: string, second: string];
  shown: string;
  showBoth: string;
  swap: string;
  choose: string;
  large: string;
  again: string;
  close: (title: string) => string;
  cancel: string;
  chooseHere: string;
  refused: string;
  refusedText: string;
  alone: string;
  untitled: string;
  compare: string;
  facts: { price: string; availability: string; variants: string; brand: string };
  availability: Record<Availability, string>;
  comma: string;
  /** Between names that have commas of their own. */
  semicolon: string;
  more: (count: number) => string;
  differs: string;
  notThere: string;
}

const en: Words = {
  title: "Side by side",
  sides: ["First item", "Second item"],
  shown: "What is shown",
  showBoth: "Both",
  swap: "Swap sides",
  choose: "Choose another",
  large: "Show large",
  again: "Side by side again",
  close: (title) => `Close ${title}`,
  cancel: "Keep what was here",
  chooseHere: "What shall stand here?",
  refused: "This page cannot stand beside another",
  refusedText: "It can be opened by itself, or another one chosen.",
  alone: "Open by itself",
  untitled: "Page",
  compare: "Compare",
  facts: { price: "Price", availability: "Availability", variants: "Variants", brand: "Brand" },
  availability: { "in-stock": "In stock", few: "Few left", later: "On order", out: "Sold out", "": "" },
  comma: ", ",
  semicolon: "; ",
  more: (count) => `and ${count} more`,
  differs: "differs",
  notThere: "not so on the other side",
};

const ja: Words = {
  title: "ならべて見る",
  sides: ["1つめ", "2つめ"],
  shown: "表示",
  showBoth: "両方",
  swap: "左右を入れ替え",
  choose: "ほかを選ぶ",
  large: "大きく表示",
  again: "ならべて表示に戻す",
  close: (title) => `${title}を閉じる`,
  cancel: "元のページに戻す",
  chooseHere: "ここに表示するページ",
  refused: "このページはならべて表示できません",
  refusedText: "単独で開くか、ほかのページを選んでください。",
  alone: "単独で開く",
  untitled: "ページ",
  compare: "くらべる",
  facts: { price: "価格", availability: "在庫", variants: "種類", brand: "ブランド" },
  availability: { "in-stock": "在庫あり", few: "残りわずか", later: "取り寄せ", out: "売り切れ", "": "" },
  comma: "、",
  semicolon: "／",
  more: (count) => `ほか${count}種類`,
  differs: "ちがいあり",
  notThere: "もう一方にはありません",
};

export const wordsFor = (lang: string): Words => (lang.startsWith("ja") ? ja : en);
