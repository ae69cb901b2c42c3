/** What reps and friends read where they look for a page to show. */
import type { Catalogue } from "../viewer/boot";

export interface GuideTexts {
  title: string;
  open: string;
  close: string;
  label: string;
  /** In the field, for who may search and who may not. */
  search: string;
  filter: string;
  seen: string;
  nothingSeen: string;
  found: (count: number) => string;
  none: string;
  failed: string;
  elsewhere: (shop: string) => string;
  byLink: string;
  untitled: string;
  now: string;
  ways: (title: string) => string;
  suggest: string;
  suggestHint: string;
  go: string;
  goHint: string;
  card: string;
  cardHint: string;
  sent: string;
  asksFirst: string;
  mayNot: string;
}

export const GUIDE_TEXTS: Catalogue<GuideTexts> = {
  en: {
    title: "Show a page",
    open: "Pages",
    close: "Hide the pages",
    label: "Search the shop’s pages, or paste a link",
    search: "Search, or paste a link…",
    filter: "Paste a link, or filter…",
    seen: "Seen in this session",
    nothingSeen: "No page has been seen yet.",
    found: (count) => (count === 1 ? "1 page" : `${count} pages`),
    none: "No page of the shop seen so far has all these words. A link works as well.",
    failed: "The pages could not be searched just now.",
    elsewhere: (shop) => `Only pages of ${shop} can be shown.`,
    byLink: "The page behind this link",
    untitled: "Untitled page",
    now: "shown now",
    ways: (title) => `Show “${title}”`,
    suggest: "Suggest",
    suggestHint: "Ask the shopper, by your name, to look at this page",
    go: "Go there",
    goHint: "Open this page for everybody, at once",
    card: "Send card",
    cardHint: "Put this page into the conversation",
    sent: "In the conversation.",
    asksFirst: "The shopper wants to be asked first: suggest the page.",
    mayNot: "You may watch, but not show pages.",
  },
  ja: {
    title: "ページを紹介",
    open: "ページ",
    close: "ページ一覧を隠す",
    label: "ショップのページを検索、またはリンクを貼り付け",
    search: "検索、またはリンクを貼り付け…",
    filter: "リンクを貼り付け、または絞り込み…",
    seen: "このセッションで見たページ",
    nothingSeen: "まだ表示されたページはありません。",
    found: (count) => `${count}件のページ`,
    none: "すべての語を含むページは、まだ見つかっていません。リンクでも紹介できます。",
    failed: "今はページを検索できません。",
    elsewhere: (shop) => `紹介できるのは ${shop} のページだけです。`,
    byLink: "このリンクのページ",
    untitled: "無題のページ",
    now: "表示中",
    ways: (title) => `「${title}」を紹介`,
    suggest: "すすめる",
    suggestHint: "あなたの名前で、このページをお客様にすすめます",
    go: "移動する",
    goHint: "このページをすぐに全員で開きます",
    card: "カードを送る",
    cardHint: "このページを会話に載せます",
    sent: "会話に載せました。",
    asksFirst: "お客様は先に確認を希望しています。ページをおすすめしてください。",
    mayNot: "閲覧のみで、ページの紹介はできません。",
  },
};
