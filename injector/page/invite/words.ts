/** What an invitation says, in English and Japanese. */
interface Words {
  label: string;
  /** Used where the shop has given no text of its own. */
  ask: string;
  from: (name: string) => string;
  shop: string;
  yes: string;
  no: string;
  close: string;
}

const en: Words = {
  label: "Offer of help",
  ask: "Can we help you with anything?",
  from: (name) => name,
  shop: "Our staff",
  yes: "Yes, please",
  no: "No, thanks",
  close: "Close",
};

const ja: Words = {
  label: "サポートのご案内",
  ask: "何かお手伝いできることはありますか？",
  from: (name) => `担当の${name}`,
  shop: "スタッフ",
  yes: "お願いします",
  no: "今はいいです",
  close: "閉じる",
};

export const wordsFor = (lang: string): Words => (lang === "ja" ? ja : en);
