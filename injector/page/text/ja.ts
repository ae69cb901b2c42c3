/** Everything the shopper's panel says, in Japanese. */
import type { Person, Text } from "./en";

const role: Text["role"] = {
  shopper: "お客様",
  rep: "担当者",
  friend: "お友だち",
  supervisor: "責任者",
};

const titled = ({ name, role: own }: Person): string =>
  name === role[own] ? name : `${name}さん（${role[own]}）`;

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
    help: "このページをスタッフと共有しますか？",
    friend: "このページをお友だちと共有しますか？",
    seesTitle: "相手に見えるもの",
    sees: [
      "このブラウザで開いている当店のページ",
      "相手もポインターで示したり、クリックや入力、スクロールができます",
    ],
    hiddenTitle: "相手に見えないもの",
    hidden: ["パスワードとカード番号", "ほかのサイトやアプリ、カメラ、画面全体"],
    stop: "共有はいつでも、ワンタッチで終了できます。",
    yes: "共有する",
    no: "やめておく",
  },
  starting: "準備しています…",
  share: {
    help: "スタッフをお待ちください",
    friend: "お友だちを招待",
    helpLead: "まもなく担当者が参加します。お電話中の場合は、この番号をお伝えください。",
    friendLead: "このリンクを送ってください。相手の方の会員登録は不要です。",
    active: "いっしょに見ています",
    code: "番号",
    link: "リンク",
    copy: "コピー",
    copied: "コピーしました",
    send: "送る…",
    validFor: (clock) => `有効期限 あと${clock}`,
    codeOver: "この番号は使用済みか、期限切れです",
    newCode: "新しい番号",
    newLink: "お友だち用のリンクを作る",
    waiting: (clock) => `お待ち時間 ${clock}`,
    here: "参加中",
    nobody: "まだ誰も参加していません",
    away: "再接続中",
    stop: "共有を終了",
  },
  bar: {
    sees: (first, rest) =>
      rest.length === 0
        ? `${titled(first)}が見ています`
        : `${first.name}さんと${rest.length === 1 ? `${rest[0]?.name}さん` : `ほか${rest.length}人`}が見ています`,
    lost: "接続が切れました。再接続しています…",
    stop: "終了",
  },
  ended: {
    title: "共有を終了しました",
    lead: "ご覧のページは、もう誰にも見えていません。",
    again: "もう一度はじめる",
  },
  role,
  tab: {
    title: (name: string) => `${name}さんが別のタブを見たいそうです`,
    yes: "見せる",
  },
  joined: (name) => `${name}さんが参加しました`,
  error: {
    title: "うまくいきませんでした",
    network: "ただいま接続できません。お買い物はそのままお続けいただけます。",
    over: "共有を続けられませんでした。もう一度はじめてください。",
    retry: "もう一度試す",
  },
};
