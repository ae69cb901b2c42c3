/** What only the shopper is told of a call. */
const en = { byPhone: "Be called by phone instead" };
const ja = { byPhone: "代わりに電話を受ける" };

export const ownWordsFor = (lang: string): typeof en => (/^ja\b/i.test(lang) ? ja : en);
