/** What the live host says of a call besides the words that both sides share. */
import type { Catalogue } from "./boot";

export interface VoiceTexts {
  /** The button; its hint says with whom. */
  talk: string;
  inAnother: string;
  /** To a rep, when a call is not possible. */
  byPhone: string;
  rings: (name: string) => string;
  talks: string;
}

export const VOICE_TEXTS: Catalogue<VoiceTexts> = {
  en: {
    talk: "Talk",
    inAnother: "You are in another call. Hang up there first.",
    byPhone: "You can offer to call them by phone.",
    rings: (name) => `${name} would like to talk`,
    talks: "in a call",
  },
  ja: {
    talk: "通話",
    inAnother: "別の通話中です。先にそちらを終えてください。",
    byPhone: "代わりに電話をかけることをご案内ください。",
    rings: (name) => `${name}：通話を希望しています`,
    talks: "通話中",
  },
};
