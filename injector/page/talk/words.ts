/** What the card of a running session says, in English and Japanese. */
import type { Role } from "../../../alongside/wire/messages";

export interface Words {
  share: {
    help: string;
    friend: string;
    callback: string;
    helpLead: string;
    friendLead: string;
    callbackLead: string;
    active: string;
    code: string;
    link: string;
    copy: string;
    copied: string;
    send: string;
    validFor: (clock: string) => string;
    codeOver: string;
    newCode: string;
    newLink: string;
    waiting: (clock: string) => string;
    here: string;
    nobody: string;
    away: string;
    stop: string;
    more: string;
  };
  beside: string;
  role: Record<Role, string>;
  voice: { talk: (name: string) => string };
  chat: {
    log: string;
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
    sound: string;
    unread: (count: number) => string;
    says: (name: string, text: string) => string;
    shows: (name: string) => string;
    picture: string;
    showPicture: string;
    pictureComes: string;
    pictureFailed: string;
  };
}

const en: Words = {
  share: {
    help: "Waiting for our staff",
    friend: "Invite your friend",
    helpLead: "Someone will join you shortly. On the phone with us already? Read out this code.",
    friendLead: "Send this link. Your friend needs no account.",
    callback: "We will call you",
    callbackLead: "Read out this code on the phone, so that we know this page is yours.",
    active: "Shopping together",
    code: "Code",
    link: "Link",
    copy: "Copy",
    copied: "Copied",
    send: "Send…",
    validFor: (clock) => `Valid for ${clock}`,
    codeOver: "This code was used or has expired",
    newCode: "New code",
    newLink: "New link for a friend",
    waiting: (clock) => `Waiting ${clock}`,
    here: "Here now",
    nobody: "No one has joined yet",
    away: "reconnecting",
    stop: "Stop sharing",
    more: "People, link and code",
  },
  voice: { talk: (name) => `Talk with ${name}` },
  beside: "Two items side by side",
  role: { shopper: "shopper", rep: "rep", friend: "friend", supervisor: "supervisor" },
  chat: {
    log: "Messages",
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
    sound: "Sound for new messages",
    unread: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
    says: (name, text) => `${name}: ${text}`,
    shows: (name) => `${name} shows you something`,
    picture: "Picture",
    showPicture: "Show a picture",
    pictureComes: "The picture is on its way…",
    pictureFailed: "This picture cannot be shown. PNG, JPEG, WebP or GIF up to 10 MB, please.",
  },
};

const ja: Words = {
  share: {
    help: "スタッフをお待ちください",
    friend: "お友だちを招待",
    helpLead: "まもなく担当者が参加します。お電話中の場合は、この番号をお伝えください。",
    friendLead: "このリンクを送ってください。相手の方の会員登録は不要です。",
    callback: "こちらからお電話します",
    callbackLead: "お電話でこの番号をお伝えください。お客様のページと確認できます。",
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
    more: "参加者・リンク・番号",
  },
  voice: { talk: (name) => `${name}さんと通話する` },
  beside: "商品を2つならべて見る",
  role: { shopper: "お客様", rep: "担当者", friend: "お友だち", supervisor: "責任者" },
  chat: {
    log: "メッセージ",
    label: "メッセージを入力",
    hint: "メッセージを入力…",
    send: "送信",
    you: "あなた",
    sending: "送信中…",
    waits: "接続が戻りしだい送信します",
    sent: "送信済み",
    read: "既読",
    refused: "送信できませんでした",
    drop: "削除",
    writing: (names) => `${names.map((name) => `${name}さん`).join("と")}が入力中…`,
    newer: "新着メッセージ",
    sound: "新着を音で知らせる",
    unread: (count) => `新着メッセージ ${count}件`,
    says: (name, text) => `${name}さん：${text}`,
    shows: (name) => `${name}さんが商品やページを紹介しています`,
    picture: "画像",
    showPicture: "画像を見せる",
    pictureComes: "画像を送っています…",
    pictureFailed: "この画像は送れません。10MBまでのPNG、JPEG、WebP、GIFをお使いください。",
  },
};

export const wordsFor = (lang: string): Words => (lang === "ja" ? ja : en);
