/** What the conversation says to reps and friends. */
import type { Standing } from "../../../alongside/ui/suggestions";
import type { Catalogue } from "../viewer/boot";

export interface TalkTexts {
  title: string;
  open: string;
  close: string;
  /** Beside the button that opens it. */
  unread: (count: number) => string;
  log: string;
  nothing: string;
  label: string;
  hint: string;
  send: string;
  you: string;
  sending: string;
  waits: string;
  sent: string;
  read: string;
  refused: string;
  drop: string;
  writing: (names: string[]) => string;
  newer: string;
  aside: string;
  asideHint: string;
  asideMark: string;
  /** As asideMark, of a supervisor. */
  whisper: string;
  supervisor: string;
  bring: (title: string) => string;
  /** A card of the page at hand, before the hub has said which that is. */
  thisPage: string;
  /** What became of a suggestion. */
  standing: Record<Standing, string>;
  picture: string;
  showPicture: string;
  pictureComes: string;
  pictureFailed: string;
  replies: string;
  repliesHint: string;
  repliesFound: (count: number) => string;
  noReplies: string;
}

export const TALK_TEXTS: Catalogue<TalkTexts> = {
  en: {
    title: "Conversation",
    open: "Messages",
    close: "Hide messages",
    unread: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
    log: "Messages",
    nothing: "Nothing has been said yet.",
    label: "Your message",
    hint: "Write a message…",
    send: "Send message",
    you: "You",
    sending: "Sending…",
    waits: "Will be sent when the connection is back",
    sent: "Sent",
    read: "Read",
    refused: "Not sent",
    drop: "Remove",
    writing: (names) =>
      names.length === 1 ? `${names[0]} is writing…` : `${names.join(" and ")} are writing…`,
    newer: "New messages",
    aside: "Staff only",
    asideHint: "Only reps and supervisors will read this",
    asideMark: "staff only",
    whisper: "whispers",
    supervisor: "The shopper does not see what you write; the rep does.",
    bring: (title) => `Go to “${title}” together`,
    thisPage: "This page",
    standing: {
      open: "Suggested. Waiting for an answer…",
      yes: "Suggested. The shopper looked.",
      no: "Suggested. The shopper said: not now.",
      late: "Suggested. No answer.",
      over: "Suggested",
    },
    picture: "Picture",
    showPicture: "Show a picture",
    pictureComes: "The picture is on its way…",
    pictureFailed: "This picture cannot be shown. PNG, JPEG, WebP or GIF up to 10 MB, please.",
    replies: "Canned replies",
    repliesHint: "Canned replies: type / and a shortcut",
    repliesFound: (count) => (count === 1 ? "1 canned reply" : `${count} canned replies`),
    noReplies: "No canned reply fits.",
  },
  ja: {
    title: "会話",
    open: "メッセージ",
    close: "メッセージを隠す",
    unread: (count) => `新着メッセージ ${count}件`,
    log: "メッセージ",
    nothing: "まだメッセージはありません。",
    label: "メッセージを入力",
    hint: "メッセージを入力…",
    send: "送信",
    you: "自分",
    sending: "送信中…",
    waits: "接続が戻りしだい送信します",
    sent: "送信済み",
    read: "既読",
    refused: "送信できませんでした",
    drop: "削除",
    writing: (names) => `${names.map((name) => `${name}さん`).join("と")}が入力中…`,
    newer: "新着メッセージ",
    aside: "社内のみ",
    asideHint: "担当者と責任者だけが読めます",
    asideMark: "社内のみ",
    whisper: "ささやき",
    supervisor: "お客様には表示されず、担当者だけに届きます。",
    bring: (title) => `「${title}」へ一緒に移動`,
    thisPage: "このページ",
    standing: {
      open: "おすすめしました。返事を待っています…",
      yes: "おすすめしました。お客様が開きました。",
      no: "おすすめしました。今は見ないとのことです。",
      late: "おすすめしました。返事はありませんでした。",
      over: "おすすめしました",
    },
    picture: "画像",
    showPicture: "画像を見せる",
    pictureComes: "画像を送っています…",
    pictureFailed: "この画像は送れません。10MBまでのPNG、JPEG、WebP、GIFをお使いください。",
    replies: "定型文",
    repliesHint: "定型文：/ とショートカットを入力",
    repliesFound: (count) => `定型文 ${count}件`,
    noReplies: "該当する定型文はありません。",
  },
};
