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
  bar: {
    sees: (first, rest) =>
      rest.length === 0
        ? `${titled(first)}が見ています`
        : `${first.name}さんと${rest.length === 1 ? `${rest[0]?.name}さん` : `ほか${rest.length}人`}が見ています`,
    lost: "接続が切れました。再接続しています…",
    paused: "一時停止中",
    waiting: (clock) => `お待ち時間 ${clock}`,
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
  left: (name) => `${name}さんが退出しました`,
  error: {
    title: "うまくいきませんでした",
    network: "ただいま接続できません。お買い物はそのままお続けいただけます。",
    over: "共有を続けられませんでした。もう一度はじめてください。",
    retry: "もう一度試す",
  },
};
