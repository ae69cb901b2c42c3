/** What the rules' editor says. */
import type { Catalogue } from "../../viewer/boot";
import type { Device, Trouble } from "./types";

/** What a rule can ask for; what is not named does not matter. */
export const CONDITIONS = [
  "path",
  "seconds",
  "pages",
  "basket",
  "trouble",
  "leaving",
  "idle",
  "returning",
  "lang",
  "device",
  "referrer",
  "campaign",
] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface RuleTexts {
  rules: string;
  rule: (name: string) => string;
  addRule: string;
  newRule: string;
  name: string;
  edit: string;
  fold: string;
  remove: string;
  removed: (name: string) => string;
  noRules: string;
  when: string;
  addCondition: string;
  condition: Record<Condition, string>;
  unit: { seconds: string; pages: string; days: string; times: string; percent: string };
  pathHint: string;
  secondsWorst: string;
  secondsHint: string;
  basketHint: string;
  returning: { yes: string; no: string };
  devices: Record<Device, string>;
  troubles: Record<Trouble, string>;
  inHours: string;
  repFree: string;
  words: string;
  wordsIn: (language: string) => string;
  usualWords: string;
  /** One line that says when a rule asks. */
  say: {
    anywhere: string;
    on: (paths: string) => string;
    after: (seconds: number) => string;
    pages: (count: number) => string;
    basket: (value: number) => string;
    trouble: (what: string) => string;
    leaving: string;
    idle: (seconds: number) => string;
    returning: string;
    isNew: string;
    lang: (language: string) => string;
    device: (device: string) => string;
    referrer: (site: string) => string;
    campaign: (name: string) => string;
    join: (parts: string[]) => string;
  };
  limits: string;
  againDays: string;
  perVisit: string;
  holdOut: string;
  holdOutHint: string;
  preview: string;
  counting: string;
  asked: (asked: number, visits: number) => string;
  noVisits: string;
  since: (time: string) => string;
  more: (count: number) => string;
  refused: (count: number) => string;
  heldOut: (count: number) => string;
  assumed: string;
  unsure: (name: string, count: number) => string;
  unsureShort: (count: number) => string;
  timesAsked: (count: number) => string;
  latest: string;
  previewWrong: string;
  returned: string;
}

const MINUTE = 60;

export const RULE_TEXTS: Catalogue<RuleTexts> = {
  en: {
    rules: "Rules",
    rule: (name) => `Rule “${name}”`,
    addRule: "Add a rule",
    newRule: "New rule",
    name: "Name, for the desk",
    edit: "Edit",
    fold: "Fold up",
    remove: "Remove",
    removed: (name) => `“${name}” is taken out. “Undo” below brings it back.`,
    noRules: "There are no rules: nobody is asked but by reps, from the list of visitors.",
    when: "Ask a visitor who…",
    addCondition: "Add a condition…",
    condition: {
      path: "is on one of these pages",
      seconds: "has been on the page for",
      pages: "has seen, in this visit, at least",
      basket: "has a basket worth at least",
      trouble: "has met",
      leaving: "is about to leave: the pointer goes out at the top",
      idle: "has not moved a hand for",
      returning: "comes",
      lang: "reads the shop in",
      device: "uses",
      referrer: "came from a site with this in its name",
      campaign: "came by a campaign with this in its name",
    },
    unit: { seconds: "seconds", pages: "pages", days: "days", times: "times", percent: "%" },
    pathHint: "Paths such as /cart or /shoes/*; * stands for anything.",
    secondsWorst: "10 to 30 seconds are known to work worst; 120 to 180 work best.",
    secondsHint: "Two to three minutes are known to work best.",
    basketHint: "In the shop’s own money.",
    returning: { yes: "back: was here before", no: "for the first time" },
    devices: { desktop: "a computer", phone: "a phone", tablet: "a tablet" },
    troubles: {
      "error-page": "an error page",
      declined: "a declined payment",
      "no-results": "a search without a result",
      "refused-form": "the same form refused twice",
    },
    inHours: "Only in opening hours",
    repFree: "Only while a rep is free",
    words: "What the visitor is asked",
    wordsIn: (language) => `In ${language}`,
    usualWords: "Our own words, if empty",
    say: {
      anywhere: "On any page",
      on: (paths) => `On ${paths}`,
      after: (seconds) => (seconds === 0 ? "at once" : `after ${duration(seconds, "min", "s")}`),
      pages: (count) => `from page ${count} on`,
      basket: (value) => `with ${value} or more in the basket`,
      trouble: (what) => `after ${what}`,
      leaving: "about to leave",
      idle: (seconds) => `hands still for ${duration(seconds, "min", "s")}`,
      returning: "returning visitors",
      isNew: "new visitors",
      lang: (language) => `reading ${language}`,
      device: (device) => `on ${device}`,
      referrer: (site) => `from ${site}`,
      campaign: (name) => `by campaign ${name}`,
      join: (parts) => parts.join(", "),
    },
    limits: "Limits",
    againDays: "After a no, not again for",
    perVisit: "In one visit, at most",
    holdOut: "Never asked, to compare with",
    holdOutHint: "Always the same visitors. What they buy tells what asking is worth.",
    preview: "Who would have been asked today",
    counting: "Counting…",
    asked: (asked, visits) => `${asked} of ${visits} ${visits === 1 ? "visit" : "visits"}`,
    noVisits: "Nobody has visited the shop today yet.",
    since: (time) => `since ${time}`,
    more: (count) => `${count} more ${count === 1 ? "visit" : "visits"} today not counted.`,
    refused: (count) => `${count} more, but for a no before.`,
    heldOut: (count) => `${count} more, but for the share that is never asked.`,
    assumed: "Counted as if a rep had been free all day.",
    unsure: (name, count) =>
      `Rule “${name}”: at most ${count}; whether a hand was still or left at the top is not kept, so this cannot be counted.`,
    unsureShort: (count) => `0 to ${count} today`,
    timesAsked: (count) => `${count} today`,
    latest: "The latest",
    previewWrong: "These rules cannot be counted as they are.",
    returned: "returning",
  },
  ja: {
    rules: "ルール",
    rule: (name) => `ルール「${name}」`,
    addRule: "ルールを追加",
    newRule: "新しいルール",
    name: "デスクでの名前",
    edit: "編集",
    fold: "閉じる",
    remove: "削除",
    removed: (name) => `「${name}」を外しました。下の「元に戻す」で戻せます。`,
    noRules: "ルールがありません。来店中のお客様の一覧から担当者が声をかけた場合だけご案内します。",
    when: "次のすべてに当てはまるお客様に声をかけます",
    addCondition: "条件を追加…",
    condition: {
      path: "次のページを見ている",
      seconds: "ページの滞在時間",
      pages: "今回の訪問で見たページ数が次以上",
      basket: "カートの合計が次以上",
      trouble: "次のことがあった",
      leaving: "離れようとしている（ポインターが画面の上へ出た）",
      idle: "操作のない時間",
      returning: "来店",
      lang: "表示言語",
      device: "端末",
      referrer: "参照元サイトの名前に次を含む",
      campaign: "キャンペーン名に次を含む",
    },
    unit: { seconds: "秒", pages: "ページ", days: "日間", times: "回", percent: "%" },
    pathHint: "/cart や /shoes/* のようなパス。* は任意の文字列です。",
    secondsWorst: "10〜30 秒は最も効果が低く、120〜180 秒が最も高いことが知られています。",
    secondsHint: "2〜3 分が最も効果的とされています。",
    basketHint: "ショップの通貨で入力します。",
    returning: { yes: "以前にも来店している", no: "はじめて来店した" },
    devices: { desktop: "パソコン", phone: "スマートフォン", tablet: "タブレット" },
    troubles: {
      "error-page": "エラーページ",
      declined: "決済の失敗",
      "no-results": "検索結果なし",
      "refused-form": "同じフォームの 2 回の差し戻し",
    },
    inHours: "営業時間内だけ",
    repFree: "担当者の手が空いているときだけ",
    words: "お客様への声かけの文面",
    wordsIn: (language) => language,
    usualWords: "空欄の場合は標準の文面",
    say: {
      anywhere: "すべてのページ",
      on: (paths) => paths,
      after: (seconds) => (seconds === 0 ? "すぐに" : `${duration(seconds, "分", "秒")}後`),
      pages: (count) => `${count}ページ目以降`,
      basket: (value) => `カート ${value} 以上`,
      trouble: (what) => `${what}のあと`,
      leaving: "離れようとしたとき",
      idle: (seconds) => `${duration(seconds, "分", "秒")}操作なし`,
      returning: "再訪のお客様",
      isNew: "はじめてのお客様",
      lang: (language) => `${language}で閲覧`,
      device: (device) => device,
      referrer: (site) => `${site} から`,
      campaign: (name) => `キャンペーン ${name}`,
      join: (parts) => parts.join("、"),
    },
    limits: "制限",
    againDays: "断られたあと再び声をかけない期間",
    perVisit: "1 回の訪問での上限",
    holdOut: "比較のため声をかけない割合",
    holdOutHint: "いつも同じお客様です。購入の差から効果がわかります。",
    preview: "今日だったら声をかけていたお客様",
    counting: "集計しています…",
    asked: (asked, visits) => `${visits} 件の訪問のうち ${asked} 件`,
    noVisits: "今日はまだ来店がありません。",
    since: (time) => `${time} 以降`,
    more: (count) => `今日のほか ${count} 件の訪問は集計していません。`,
    refused: (count) => `ほかに ${count} 件は以前に断られています。`,
    heldOut: (count) => `ほかに ${count} 件は声をかけない割合に入っています。`,
    assumed: "一日中担当者の手が空いていたものとして集計しています。",
    unsure: (name, count) =>
      `ルール「${name}」：最大 ${count} 件。操作の有無やポインターの動きは記録していないため、正確には集計できません。`,
    unsureShort: (count) => `今日 0〜${count} 件`,
    timesAsked: (count) => `今日 ${count} 件`,
    latest: "最近のもの",
    previewWrong: "このルールのままでは集計できません。",
    returned: "再訪",
  },
};

function duration(seconds: number, min: string, sec: string): string {
  const [minutes, rest] = [Math.floor(seconds / MINUTE), seconds % MINUTE];
  const space = min === "min" ? " " : "";
  const parts = [minutes > 0 && `${minutes}${space}${min}`, rest > 0 && `${rest}${space}${sec}`];
  return parts.filter(Boolean).join(" ") || `0${space}${sec}`;
}
