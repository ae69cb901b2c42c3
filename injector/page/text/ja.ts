/** Everything the shopper's panel says, in Japanese. */
import type { Text } from "./en";

const roles: Text["role"] = {
  shopper: "お客様",
  rep: "担当者",
  friend: "お友だち",
  supervisor: "責任者",
};

export const ja: Text = {
  lang: "ja",
  title: "お買い物サポート",
  close: "閉じる",
  offer: {
    title: "いっしょにお買い物",
    lead: "同じページを見ながら、お話しできます。",
    help: "スタッフに相談する",
    helpHint: "担当者が同じページでご案内します",
    friend: "お友だちと見る",
    friendHint: "リンクを送って一緒に見て回れます",
  },
  consent: {
    title: {
      help: "このページをスタッフと共有しますか？",
      friend: "このページをお友だちと共有しますか？",
      callback: "このページをスタッフと共有しますか？",
    },
    seesTitle: "相手に見えるもの",
    sees: {
      help: "このブラウザで開いている当店のページ",
      friend: "このブラウザで開いている当店のページ",
      callback: "このブラウザで開いている当店のページ",
    },
    acts: "相手もポインターで示したり、クリックや入力、スクロールができます",
    hiddenTitle: "相手に見えないもの",
    hidden: ["パスワードとカード番号", "ほかのサイトやアプリ、カメラ、画面全体"],
    stop: "共有はいつでも、ワンタッチで終了できます。",
    yes: "共有する",
    no: "やめておく",
  },
  starting: "準備しています…",
  share: {
    title: {
      help: "スタッフをお待ちください",
      friend: "お友だちを招待",
      callback: "スタッフをお待ちください",
    },
    lead: {
      help: "まもなく担当者が参加します。お電話中の場合は、この番号をお伝えください。",
      friend: "このリンクを送ってください。相手の方の会員登録は不要です。",
      callback: "折り返しお電話します。その際にこの番号をお伝えください。",
    },
    active: "いっしょに見ています",
    code: "番号",
    link: "リンク",
    copy: "コピー",
    copied: "コピーしました",
    send: "送る…",
    sendText: "いっしょに見ませんか：",
    validFor: (clock) => `有効期限 あと${clock}`,
    codeOver: "この番号は使用済みか、期限切れです",
    newCode: "新しい番号",
    newLink: "お友だち用のリンクを作る",
    waiting: (clock) => `待ち時間 ${clock}`,
    here: "参加中",
    nobody: "まだ誰も参加していません",
    away: "再接続中",
    stop: "共有を終了",
  },
  bar: {
    sees: (people) =>
      people.length === 1
        ? `${people[0]?.name}さん（${roles[people[0]?.role ?? "friend"]}）が見ています`
        : `${people.map((one) => `${one.name}さん`).join("と")}が見ています`,
    many: (name, others) => `${name}さんとほか${others}人が見ています`,
    waiting: (clock) => `お待ちください ${clock}`,
    lost: "接続が切れました。再接続しています…",
    stop: "終了",
    invite: "詳細と招待",
    label: "共有中のお買い物",
  },
  ended: {
    title: "共有を終了しました",
    lead: "ご覧のページは、もう誰にも見えていません。",
    again: "もう一度はじめる",
  },
  role: roles,
  joined: (name) => `${name}さんが参加しました`,
  error: {
    title: "うまくいきませんでした",
    network: "ただいま接続できません。お買い物はそのままお続けいただけます。",
    expired: "セッションの期限が切れました。もう一度はじめてください。",
    refused: "セッションを続けられませんでした。もう一度はじめてください。",
    many: "回数が多すぎます。少し待ってからお試しください。",
    retry: "もう一度試す",
  },
};
