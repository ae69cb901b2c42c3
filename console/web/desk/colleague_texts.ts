/** What the desk says of reps and of who gets which shopper. */
import type { Catalogue } from "../viewer/boot";
import type { Rep } from "./app";
import type { RequestKind, Status } from "./colleagues";

export interface ColleagueTexts {
  status: string;
  statuses: Record<Status, string>;
  byItself: string;
  colleagues: string;
  alone: string;
  roles: Record<Rep["role"], string>;
  load: (sessions: number, capacity: number) => string;
  show: string;
  all: string;
  mine: string;
  noneOfMine: string;
  ringsAt: (name: string) => string;
  ringsHere: string;
  forYou: string;
  ringing: (shopper: string) => string;
  take: string;
  notNow: string;
  asks: Record<RequestKind, (by: string, shopper: string) => string>;
  accept: Record<RequestKind, string>;
  colleague: string;
  askTitle: string;
  askWhom: string;
  nobodyToAsk: string;
  otherLangOrSkill: string;
  note: string;
  noteHint: string;
  send: Record<RequestKind, string>;
  cancel: string;
  waits: Record<RequestKind, (to: string) => string>;
  /** For the others in the session. */
  askedBy: (by: string, to: string) => string;
  callOff: string;
  declined: (to: string) => string;
  expired: (to: string) => string;
  dismiss: string;
  watched: (name: string) => string;
  watching: string;
  takeOver: string;
  takeOverHint: string;
  relieved: (name: string) => string;
  relievedText: string;
  problems: Partial<Record<string, string>>;
  failed: string;
}

export const COLLEAGUE_TEXTS: Catalogue<ColleagueTexts> = {
  en: {
    status: "Your status",
    statuses: { available: "Available", busy: "Busy", away: "Away" },
    byItself: "The desk was not touched for a while",
    colleagues: "Colleagues here",
    alone: "Nobody else has a desk open.",
    roles: { rep: "Rep", supervisor: "Supervisor", admin: "Admin" },
    load: (sessions, capacity) => `${sessions} of ${capacity} sessions`,
    show: "Which waiting shoppers to show",
    all: "All",
    mine: "For me",
    noneOfMine: "Nobody waits who needs what you can do.",
    ringsAt: (name) => `rings at ${name}`,
    ringsHere: "rings here",
    forYou: "For you",
    ringing: (shopper) => `${shopper} is waiting for you`,
    take: "Take",
    notNow: "Not now",
    asks: {
      "hand-over": (by, shopper) => `${by} would like to hand ${shopper} over to you`,
      invite: (by, shopper) => `${by} asks you in, with ${shopper}`,
    },
    accept: { "hand-over": "Take over", invite: "Come in" },
    colleague: "Colleague…",
    askTitle: "Bring in a colleague",
    askWhom: "Whom",
    nobodyToAsk: "No colleague has a desk open now.",
    otherLangOrSkill: "other language or skill",
    note: "What they should know",
    noteHint: "Only staff can read this. It stays with the conversation.",
    send: { "hand-over": "Hand over", invite: "Ask in" },
    cancel: "Cancel",
    waits: {
      "hand-over": (to) => `Asking ${to} to take over. You stay until they are in.`,
      invite: (to) => `Asking ${to} to come in.`,
    },
    askedBy: (by, to) => `${by} has asked ${to}.`,
    callOff: "Take back",
    declined: (to) => `${to} cannot just now.`,
    expired: (to) => `${to} did not answer.`,
    dismiss: "Close this message",
    watched: (name) => `${name} is watching, and can whisper to you. The shopper does not read it.`,
    watching: "You are watching. What you write only the staff can read.",
    takeOver: "Take over",
    takeOverHint: "You become the shopper’s rep; whoever is with them now leaves",
    relieved: (name) => `${name} is with the shopper now`,
    relievedText: "The session goes on with them, with everything that was said and noted.",
    problems: {
      "not-there": "This colleague has just closed the desk.",
      "in-already": "This colleague is in the session already.",
      "asked-already": "A colleague is being asked already.",
      "not-asked": "This has been taken back, or has been too long.",
      unreachable: "The server cannot be reached. Please try again.",
    },
    failed: "That did not work. Please try again.",
  },
  ja: {
    status: "あなたのステータス",
    statuses: { available: "対応可能", busy: "取り込み中", away: "離席中" },
    byItself: "しばらく操作がありませんでした",
    colleagues: "ほかの担当者",
    alone: "ほかにデスクを開いている担当者はいません。",
    roles: { rep: "担当者", supervisor: "管理者", admin: "システム管理者" },
    load: (sessions, capacity) => `対応 ${sessions} / ${capacity} 件`,
    show: "待機中のお客様の表示",
    all: "すべて",
    mine: "自分向け",
    noneOfMine: "あなたが対応できる待機中のお客様はいません。",
    ringsAt: (name) => `${name}さんを呼出中`,
    ringsHere: "あなたを呼出中",
    forYou: "あなたへの呼び出し",
    ringing: (shopper) => `${shopper}がお待ちです`,
    take: "対応する",
    notNow: "今は対応できない",
    asks: {
      "hand-over": (by, shopper) => `${by}さんから${shopper}の引き継ぎ依頼です`,
      invite: (by, shopper) => `${by}さんが${shopper}のセッションへの参加を求めています`,
    },
    accept: { "hand-over": "引き継ぐ", invite: "参加する" },
    colleague: "ほかの担当者…",
    askTitle: "ほかの担当者に依頼",
    askWhom: "依頼先",
    nobodyToAsk: "現在デスクを開いている担当者はほかにいません。",
    otherLangOrSkill: "言語・スキル対象外",
    note: "伝えておきたいこと",
    noteHint: "社内のみに表示され、会話と一緒に残ります。",
    send: { "hand-over": "引き継ぐ", invite: "参加を依頼" },
    cancel: "キャンセル",
    waits: {
      "hand-over": (to) => `${to}さんに引き継ぎを依頼中です。相手が入るまで、あなたが対応を続けます。`,
      invite: (to) => `${to}さんに参加を依頼中です。`,
    },
    askedBy: (by, to) => `${by}さんが${to}さんに依頼中です。`,
    callOff: "取り消す",
    declined: (to) => `${to}さんは今は対応できません。`,
    expired: (to) => `${to}さんから応答がありませんでした。`,
    dismiss: "閉じる",
    watched: (name) => `${name}さんが見ています。ささやきはお客様には表示されません。`,
    watching: "閲覧中です。書いた内容は社内のみに表示されます。",
    takeOver: "対応を代わる",
    takeOverHint: "あなたが担当者になり、今の担当者は退出します",
    relieved: (name) => `${name}さんがお客様に対応しています`,
    relievedText: "会話とメモはそのまま引き継がれ、セッションは続きます。",
    problems: {
      "not-there": "この担当者はデスクを閉じました。",
      "in-already": "この担当者はすでに参加しています。",
      "asked-already": "すでにほかの担当者に依頼中です。",
      "not-asked": "依頼は取り消されたか、時間切れです。",
      unreachable: "サーバーに接続できません。もう一度お試しください。",
    },
    failed: "うまくいきませんでした。もう一度お試しください。",
  },
};
