/** What is said about who may act. `null` stands for a shopper who has given no name. */
import type { Catalogue } from "./boot";

export interface LeadTexts {
  paused: (shopper: string | null) => string;
  shopperLeads: (shopper: string | null) => string;
  leads: (name: string) => string;
  youLead: string;
  watch: string;
  point: string;
  everyone: string;
  /** Behind a person in the list. */
  mark: string;
  /** Japanese has no space there. */
  betweenSentences: " " | "";
}

export const LEAD_TEXTS: Catalogue<LeadTexts> = {
  en: {
    paused: (shopper) => `${shopper ?? "The shopper"} has paused this for a moment.`,
    shopperLeads: (shopper) => `${shopper ?? "The shopper"} leads now.`,
    leads: (name) => `${name} leads now.`,
    youLead: "You lead now.",
    watch: "You can watch and point.",
    point: "You can still point.",
    everyone: "Everyone may act again.",
    mark: "leads",
    betweenSentences: " ",
  },
  ja: {
    paused: (shopper) => `${shopper ? `${shopper}さん` : "お客様"}が一時停止しています。`,
    shopperLeads: (shopper) => `${shopper ? `${shopper}さん` : "お客様"}が操作中です。`,
    leads: (name) => `${name}さんが操作中です。`,
    youLead: "あなたが操作できます。",
    watch: "見ることと指し示すことができます。",
    point: "指し示すことはできます。",
    everyone: "全員が操作できるようになりました。",
    mark: "操作中",
    betweenSentences: "",
  },
};
