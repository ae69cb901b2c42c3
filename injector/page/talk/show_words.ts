/** What cards and suggestions say to the shopper, in English and Japanese. */

export interface ShowWords {
  label: string;
  suggests: (name: string) => string;
  look: string;
  notNow: string;
  looked: string;
  declined: string;
  thisPage: string;
  showPage: string;
}

const en: ShowWords = {
  label: "Suggestion",
  suggests: (name) => `${name} suggests`,
  look: "Look",
  notNow: "Not now",
  looked: "You looked",
  declined: "You said: not now",
  thisPage: "This page",
  showPage: "Show this page in the conversation",
};

/** A friend who gave no name is no さん. */
const polite = (name: string): string => (name === "お友だち" ? name : `${name}さん`);

const ja: ShowWords = {
  label: "おすすめ",
  suggests: (name) => `${polite(name)}のおすすめ`,
  look: "見てみる",
  notNow: "今はいいです",
  looked: "見ました",
  declined: "「今はいいです」と返事しました",
  thisPage: "このページ",
  showPage: "このページを会話で見せる",
};

export const showWordsFor = (lang: string): ShowWords => (lang === "ja" ? ja : en);
