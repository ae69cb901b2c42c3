/** What join page and desk both say: states of the connection, refusals, reasons for stopping. */
import type { Result, Role, Tool } from "../../../alongside/wire/messages";
import type { Catalogue, Language } from "./boot";
import { LEAD_TEXTS } from "./leading_texts";
import type { LeadTexts } from "./leading_texts";
import type { Direction } from "./sight";

/**
 * `tab`: a tab that was asked for is not shown. `looks`: the shopper looks at what was suggested. `rests`, `elsewhere`: what was
 * suggested or shown is not taken.
 */
export type Fate = Result | "asked" | "tab" | "looks" | "rests" | "elsewhere";

export interface ViewerTexts {
  lang: Language;
  mirror: string;
  opening: string;
  waiting: string;
  again: string;
  away: string;
  awayLong: string;
  turning: string;
  size: string;
  fit: string;
  actual: string;
  fitHint: string;
  actualHint: string;
  scrolling: string;
  follow: string;
  followHint: string;
  free: string;
  freeHint: string;
  /** The frame that shows what the shopper sees; null when the shopper has given no name. */
  sees: (shopper: string | null) => string;
  /** The chip that leads back, by the way to go. */
  further: (shopper: string | null) => Record<Direction, string>;
  bring: string;
  bringHint: string;
  tools: string;
  toolNames: Record<Tool, string>;
  clearMarks: string;
  beside: string;
  tabs: string;
  tabInUse: string;
  askForTab: (title: string) => string;
  askedForTab: string;
  untitledTab: string;
  leave: string;
  came: (name: string) => string;
  went: (name: string) => string;
  nowOn: (title: string) => string;
  leading: LeadTexts;
  you: string;
  notHere: string;
  roles: Record<Role, string>;
  /** What became of an act; `asked` and `ok` are told of what only the shopper can do. */
  fates: Record<Fate, string>;
  /** By close code; `other` for all that are not named. */
  stopped: Record<"4400" | "4401" | "4403" | "4404" | "4409" | "left" | "other", string>;
}

export const VIEWER_TEXTS: Catalogue<ViewerTexts> = {
  en: {
    lang: "en",
    mirror: "The shopper’s page",
    opening: "Connecting…",
    waiting: "Fetching the page…",
    again: "Connection lost. Trying again…",
    away: "The page is changing…",
    awayLong:
      "The shopper’s page does not answer. It may be closed or offline; as soon as it is back, you see it here.",
    turning: "The page is changing…",
    size: "Size of the page",
    fit: "Fit",
    actual: "1:1",
    fitHint: "Fit the page into this window",
    actualHint: "Show the page at its real size",
    scrolling: "Scrolling",
    follow: "Follow",
    followHint: "See what the shopper sees, and scroll together (Alt+L)",
    free: "Look around",
    freeHint: "Scroll on your own; a frame shows what the shopper sees (Alt+L)",
    sees: (shopper) => `${shopper ?? "The shopper"} sees this`,
    further: (shopper) => ({
      up: `${shopper ?? "The shopper"} is further up`,
      down: `${shopper ?? "The shopper"} is further down`,
      left: `${shopper ?? "The shopper"} is further left`,
      right: `${shopper ?? "The shopper"} is further right`,
    }),
    bring: "Bring here",
    bringHint: "Scroll the shopper’s page to where you are",
    tools: "What a press on the page does",
    toolNames: {
      point: "Press and type on the page",
      highlight: "Highlight what you press",
      draw: "Draw on the page",
      look: "Look here: bring everybody to what you press",
    },
    clearMarks: "Remove your highlights",
    beside: "Two items side by side",
    tabs: "The shopper’s tabs",
    tabInUse: "in use",
    askForTab: (title) => `Ask to see “${title}”`,
    askedForTab: "asked…",
    untitledTab: "Untitled",
    leave: "Leave",
    came: (name) => `${name} is here.`,
    went: (name) => `${name} has gone.`,
    nowOn: (title) => `The page is now “${title}”.`,
    leading: LEAD_TEXTS.en,
    you: "you",
    notHere: "away",
    roles: { shopper: "Shopper", rep: "Rep", friend: "Friend", supervisor: "Supervisor" },
    fates: {
      ok: "The shopper has done it.",
      asked: "Only the shopper can do this. They have been asked…",
      declined: "The shopper would rather not.",
      tab: "That tab is not shown just now.",
      looks: "The shopper is looking at what you suggested.",
      rests: "The shopper has just been asked. Leave them a moment.",
      elsewhere: "Only pages of this shop can be shown.",
      expired: "The shopper has not answered.",
      "not-allowed": "This is not among the things you may do here.",
      masked: "This field is private. Only the shopper can fill it in.",
      noremote: "The shop leaves this to the shopper.",
      protected: "Only the shopper can do this.",
      gone: "That has just left the page.",
      away: "The shopper’s page does not answer right now.",
      busy: "A little too fast. Please try once more.",
      invalid: "That could not be carried out.",
    },
    stopped: {
      "4400": "This window and the server no longer understand each other. Load the page again.",
      "4401": "Your place is no longer kept.",
      "4403": "You may not see this session.",
      "4404": "This session is not there any more.",
      "4409": "You opened this in another window. This one has stopped.",
      left: "You have left.",
      other: "The connection has ended.",
    },
  },
  ja: {
    lang: "ja",
    mirror: "お客様のページ",
    opening: "接続しています…",
    waiting: "ページを読み込んでいます…",
    again: "接続が切れました。再接続しています…",
    away: "ページを移動しています…",
    awayLong:
      "お客様のページから応答がありません。閉じられたか、オフラインの可能性があります。戻り次第ここに表示されます。",
    turning: "ページを移動しています…",
    size: "表示サイズ",
    fit: "全体",
    actual: "等倍",
    fitHint: "ウィンドウに合わせて表示",
    actualHint: "実際の大きさで表示",
    scrolling: "スクロール",
    follow: "追従",
    followHint: "お客様に見えている位置を一緒に見ます (Alt+L)",
    free: "自由に見る",
    freeHint: "自分だけでスクロールします。お客様に見えている範囲は枠で示されます (Alt+L)",
    sees: (shopper) => `${shopper ? `${shopper}さん` : "お客様"}の表示範囲`,
    further: (shopper) => ({
      up: `${shopper ? `${shopper}さん` : "お客様"}はもっと上です`,
      down: `${shopper ? `${shopper}さん` : "お客様"}はもっと下です`,
      left: `${shopper ? `${shopper}さん` : "お客様"}はもっと左です`,
      right: `${shopper ? `${shopper}さん` : "お客様"}はもっと右です`,
    }),
    bring: "ここへ案内",
    bringHint: "お客様のページを今の位置までスクロールします",
    tools: "ページを押したときの動作",
    toolNames: {
      point: "ページを操作する",
      highlight: "押した部分に目印を付ける",
      draw: "ページに描く",
      look: "ここを見てもらう（押した場所へ全員を案内します）",
    },
    clearMarks: "自分の目印を消す",
    beside: "商品を2つならべて見る",
    tabs: "お客様のタブ",
    tabInUse: "表示中",
    askForTab: (title) => `「${title}」を見せてもらう`,
    askedForTab: "お願い中…",
    untitledTab: "無題",
    leave: "退出",
    came: (name) => `${name}さんが参加しました。`,
    went: (name) => `${name}さんが退出しました。`,
    nowOn: (title) => `ページが「${title}」に変わりました。`,
    leading: LEAD_TEXTS.ja,
    you: "自分",
    notHere: "離席中",
    roles: { shopper: "お客様", rep: "担当者", friend: "お友だち", supervisor: "管理者" },
    fates: {
      ok: "お客様が操作しました。",
      asked: "お客様だけができる操作です。お願いしています…",
      declined: "お客様が見送りました。",
      tab: "そのタブは今は表示できません。",
      looks: "お客様がおすすめのページを開きました。",
      rests: "少し前におすすめしたばかりです。しばらくお待ちください。",
      elsewhere: "このショップのページだけを紹介できます。",
      expired: "お客様からの応答がありませんでした。",
      "not-allowed": "この操作は許可されていません。",
      masked: "この欄は非公開です。お客様だけが入力できます。",
      noremote: "この操作はお客様だけが行えます。",
      protected: "この操作はお客様だけが行えます。",
      gone: "その部分はページからなくなりました。",
      away: "お客様のページから今は応答がありません。",
      busy: "操作が速すぎました。もう一度お試しください。",
      invalid: "実行できませんでした。",
    },
    stopped: {
      "4400": "サーバーとの通信に問題が起きました。ページを再読み込みしてください。",
      "4401": "あなたの席はもう確保されていません。",
      "4403": "このセッションを見る権限がありません。",
      "4404": "このセッションはもうありません。",
      "4409": "別のウィンドウで開かれたため、このウィンドウは停止しました。",
      left: "退出しました。",
      other: "接続が終了しました。",
    },
  },
};

export function stoppedText(texts: ViewerTexts, code: string): string {
  const known: Partial<Record<string, string>> = texts.stopped;
  return known[code] ?? texts.stopped.other;
}

/** What the server calls people who gave no name, in the language of their session. */
const NAMELESS: ReadonlySet<string> = new Set(["Shopper", "お客様", "Friend", "お友だち"]);

/** The name a person gave; null when they gave none, so that a sentence can do without. */
export function givenName(name: string): string | null {
  return name === "" || NAMELESS.has(name) ? null : name;
}

/** The name to show for a person, in the reader's language when it is no real one. */
export function shownName(person: { name: string; role: Role }, texts: ViewerTexts): string {
  return givenName(person.name) ?? texts.roles[person.role];
}
