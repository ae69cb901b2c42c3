/** What the desk says of calls and messages. */
import type { Catalogue } from "../viewer/boot";
import type { Outcome } from "./cases";

export interface CaseTexts {
  callbacks: string;
  messages: string;
  noCallbacks: string;
  noMessages: string;
  take: string;
  giveBack: string;
  takenBy: (rep: string) => string;
  mine: string;
  soon: string;
  seePage: string;
  call: (number: string) => string;
  outcome: string;
  outcomes: Record<Outcome, string>;
  note: string;
  keep: string;
  tried: (clock: string, rep: string, outcome: string) => string;
  answered: string;
  nameless: string;
  taken: (rep: string) => string;
  failed: string;
  over: string;
  ratings: string;
  noRatings: string;
  stars: (count: number) => string;
}

export const CASE_TEXTS: Catalogue<CaseTexts> = {
  en: {
    callbacks: "Call back",
    messages: "Messages",
    noCallbacks: "Nobody waits for a call.",
    noMessages: "No messages to answer.",
    take: "Take",
    giveBack: "Give back",
    takenBy: (rep) => `With ${rep}`,
    mine: "Yours",
    soon: "As soon as possible",
    seePage: "See the page",
    call: (number) => `Call ${number}`,
    outcome: "What came of it",
    outcomes: {
      reached: "Reached",
      "no-answer": "No answer",
      busy: "Busy",
      "wrong-number": "Wrong number",
      done: "Done",
    },
    note: "Note",
    keep: "Keep",
    tried: (clock, rep, outcome) => `${clock} ${rep}: ${outcome}`,
    answered: "Answered",
    nameless: "No name given",
    taken: (rep) => `${rep} was quicker.`,
    failed: "That did not work. Please try again.",
    over: "This has been dealt with already.",
    ratings: "Latest ratings",
    noRatings: "No ratings yet.",
    stars: (count) => `${count} of 5`,
  },
  ja: {
    callbacks: "折り返し電話",
    messages: "メッセージ",
    noCallbacks: "お電話をお待ちのお客様はいません。",
    noMessages: "未対応のメッセージはありません。",
    take: "担当する",
    giveBack: "担当を外れる",
    takenBy: (rep) => `${rep}さんが担当`,
    mine: "自分が担当",
    soon: "できるだけ早く",
    seePage: "ページを見る",
    call: (number) => `${number} に電話`,
    outcome: "結果",
    outcomes: {
      reached: "つながった",
      "no-answer": "応答なし",
      busy: "話し中",
      "wrong-number": "番号違い",
      done: "完了",
    },
    note: "メモ",
    keep: "記録する",
    tried: (clock, rep, outcome) => `${clock} ${rep}：${outcome}`,
    answered: "対応済みにする",
    nameless: "お名前なし",
    taken: (rep) => `${rep}さんが先に担当しました。`,
    failed: "うまくいきませんでした。もう一度お試しください。",
    over: "すでに対応済みです。",
    ratings: "最近の評価",
    noRatings: "評価はまだありません。",
    stars: (count) => `5 段階中 ${count}`,
  },
};
