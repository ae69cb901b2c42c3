/** What the settings say, but for single pages. */
import type { Catalogue } from "../../viewer/boot";
import type { Place } from "./settings";

export interface SettingsTexts {
  settings: string;
  close: string;
  save: string;
  saving: string;
  saved: string;
  unsaved: string;
  restored: string;
  undo: string;
  discard: string;
  reset: string;
  resetHint: string;
  clash: string;
  takeTheirs: string;
  keepMine: string;
  lookOnly: string;
  notAllowed: string;
  unreachable: string;
  add: string;
  remove: (what: string) => string;
  up: (what: string) => string;
  down: (what: string) => string;
  movedTo: (what: string, place: number, of: number) => string;
  languages: { en: string; ja: string };
  any: string;
  places: Record<Place, { title: string; about: string }>;
  /** By `why` of a refusal. */
  problems: Record<string, string>;
  problem: string;
}

export const SETTINGS_TEXTS: Catalogue<SettingsTexts> = {
  en: {
    settings: "Settings",
    close: "Back to the desk",
    save: "Save",
    saving: "Saving…",
    saved: "Saved. It holds everywhere now.",
    unsaved: "Not saved yet",
    restored: "Not saved yet, from before this page was loaded again",
    undo: "Undo",
    discard: "Discard changes",
    reset: "Back to the file’s value",
    resetHint: "As the settings file has it, at once",
    clash: "Somebody else has saved this meanwhile. Which one shall hold?",
    takeTheirs: "Show theirs",
    keepMine: "Save mine over it",
    lookOnly: "You can look at this. Admins can change it.",
    notAllowed: "Your account may not see this.",
    unreachable: "The server cannot be reached. Nothing is lost; try again in a moment.",
    add: "Add",
    remove: (what) => `Remove ${what}`,
    up: (what) => `Move ${what} up`,
    down: (what) => `Move ${what} down`,
    movedTo: (what, place, of) => `${what}: place ${place} of ${of}`,
    languages: { en: "English", ja: "Japanese" },
    any: "any",
    places: {
      asking: {
        title: "Asking first",
        about:
          "Which visitors are asked whether help is wanted. Of the rules, from the top, the first that fits counts.",
      },
      reps: { title: "Reps", about: "Who works at the desk, and what each of them may and can do." },
      skills: {
        title: "Skills",
        about:
          "What a session needs that starts on certain pages or in certain languages. Reps with the skill get it.",
      },
      hours: {
        title: "Opening hours",
        about: "When the shop’s people are there. Outside of it shoppers leave a message.",
      },
      replies: {
        title: "Canned replies",
        about: "What is said often. Type / and the shortcut in a conversation.",
      },
      masks: {
        title: "Masks",
        about:
          "What nobody but the shopper sees or presses, besides passwords, cards and codes, which are always hidden.",
      },
    },
    problems: {
      selector: "This is no selector that browsers understand, so it would hide nothing.",
      pattern: "A path begins with / or *, and has no spaces, ? or #.",
      twice: "This is there twice.",
      shortcut: "A shortcut has no spaces and no slash.",
      empty: "Something is missing here.",
      unknown: "There is no such skill any more.",
      email: "This is not an e-mail address.",
      password: "A password has 8 to 1024 characters.",
      "last-admin": "One admin has to remain, or nobody could change anything.",
      "not-allowed": "Your account may not change this.",
      "not-signed-in": "You are signed out. Sign in again; nothing here is lost.",
      "too-large": "This is more than can be kept.",
      unreachable: "The server cannot be reached. Nothing is lost; try again in a moment.",
      form: "This cannot be used.",
    },
    problem: "This could not be saved.",
  },
  ja: {
    settings: "設定",
    close: "デスクに戻る",
    save: "保存",
    saving: "保存しています…",
    saved: "保存しました。すぐに反映されます。",
    unsaved: "未保存の変更があります",
    restored: "再読み込み前の未保存の変更です",
    undo: "元に戻す",
    discard: "変更を破棄",
    reset: "設定ファイルの値に戻す",
    resetHint: "設定ファイルのとおりに、すぐ戻します",
    clash: "ほかの方が先に保存しました。どちらを残しますか？",
    takeTheirs: "相手の内容を表示",
    keepMine: "自分の内容で上書き",
    lookOnly: "閲覧のみ可能です。変更は管理者が行えます。",
    notAllowed: "このアカウントでは表示できません。",
    unreachable: "サーバーに接続できません。入力内容は保持されています。しばらくしてからお試しください。",
    add: "追加",
    remove: (what) => `${what}を削除`,
    up: (what) => `${what}を上へ移動`,
    down: (what) => `${what}を下へ移動`,
    movedTo: (what, place, of) => `${what}：${of}件中${place}番目`,
    languages: { en: "英語", ja: "日本語" },
    any: "指定なし",
    places: {
      asking: {
        title: "お声がけ",
        about:
          "どのお客様にサポートをご案内するかを決めます。上から順に見て、最初に当てはまったルールが使われます。",
      },
      reps: { title: "担当者", about: "デスクで対応する方と、それぞれの権限や得意分野です。" },
      skills: {
        title: "スキル",
        about:
          "特定のページや言語で始まったセッションに必要なスキルです。そのスキルを持つ担当者につながります。",
      },
      hours: {
        title: "営業時間",
        about: "担当者がいる時間です。時間外のお客様にはメッセージを残していただきます。",
      },
      replies: { title: "定型文", about: "よく使う文章です。会話で「/」に続けて短縮名を入力します。" },
      masks: {
        title: "マスク",
        about:
          "お客様以外には見せない、押させない部分です。パスワード、カード番号、認証コードは常に隠されます。",
      },
    },
    problems: {
      selector: "ブラウザが解釈できないセレクターのため、何も隠せません。",
      pattern: "パスは / か * で始め、空白、?、# は使えません。",
      twice: "同じものが 2 つあります。",
      shortcut: "短縮名に空白とスラッシュは使えません。",
      empty: "入力が足りません。",
      unknown: "このスキルはもうありません。",
      email: "メールアドレスの形式ではありません。",
      password: "パスワードは 8 文字以上 1024 文字以下です。",
      "last-admin": "管理者が 1 人は必要です。",
      "not-allowed": "このアカウントでは変更できません。",
      "not-signed-in":
        "サインアウトされています。もう一度サインインしてください。入力内容は保持されています。",
      "too-large": "保存できる量を超えています。",
      unreachable: "サーバーに接続できません。入力内容は保持されています。しばらくしてからお試しください。",
      form: "この内容は使えません。",
    },
    problem: "保存できませんでした。",
  },
};
