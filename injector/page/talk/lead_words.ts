/** What the card of a running session says about who may act, in English and Japanese. */

export interface LeadWords {
  label: string;
  everyone: string;
  onlyYou: string;
  leads: string;
  pause: string;
  goOn: string;
  paused: string;
  remove: string;
  removeWhom: (name: string) => string;
  sure: (name: string) => string;
  removed: (name: string) => string;
  askFirst: string;
}

const en: LeadWords = {
  label: "Who may act",
  everyone: "Everyone",
  onlyYou: "Only you",
  leads: "leads",
  pause: "Pause",
  goOn: "Go on",
  paused: "Paused. Others can watch and point, nothing else.",
  remove: "Remove",
  removeWhom: (name) => `Remove ${name}`,
  sure: (name) => `Remove ${name}?`,
  removed: (name) => `${name} no longer sees your page.`,
  askFirst: "Ask me before opening pages others choose",
};

const ja: LeadWords = {
  label: "操作できる人",
  everyone: "全員",
  onlyYou: "あなただけ",
  leads: "操作中",
  pause: "一時停止",
  goOn: "再開",
  paused: "一時停止中です。ほかの方は見ることと指し示すことだけができます。",
  remove: "外す",
  removeWhom: (name) => `${name}さんを外す`,
  sure: (name) => `${name}さんを外しますか？`,
  removed: (name) => `${name}さんには、もうページが見えません。`,
  askFirst: "ほかの方が選んだページは、開く前に確認する",
};

export const leadWordsFor = (lang: string): LeadWords => (lang === "ja" ? ja : en);
