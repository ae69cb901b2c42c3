/** What the desk says. */
import type { Kind } from "../../../alongside/wire/messages";
import type { Catalogue } from "../viewer/boot";

export interface DeskTexts {
  product: string;
  desk: string;
  language: string;
  signIn: string;
  signInTo: (shop: string) => string;
  email: string;
  password: string;
  signOut: string;
  settings: string;
  settingsUnsaved: string;
  wrongPassword: string;
  tooMany: string;
  keyUsed: string;
  unreachable: string;
  sessions: string;
  openSessions: string;
  bell: string;
  bellHint: string;
  someoneWaits: string;
  someoneRings: string;
  callsForYou: string;
  unreadElsewhere: (count: number) => string;
  waiting: string;
  inProgress: string;
  nobodyWaits: string;
  nobodyWaitsHint: string;
  noneInProgress: string;
  stale: string;
  waitingFor: string;
  runningFor: string;
  pick: string;
  pickHint: string;
  openBy: string;
  openByHint: string;
  openByPlaceholder: string;
  open: string;
  notACodeOrLink: string;
  taken: (rep: string) => string;
  takenBySomeone: string;
  failed: string;
  problems: Partial<Record<string, string>>;
  seeAs: (shopper: string) => string;
  seeAsNobody: string;
  thisSession: string;
  shopper: string;
  address: string;
  people: string;
  state: string;
  states: { waiting: string; active: string; ended: string };
  kinds: Record<Kind, string>;
  languages: Partial<Record<string, string>>;
  travel: string;
  moreTools: string;
  back: string;
  forward: string;
  reload: string;
  end: string;
  endSure: string;
  endYes: string;
  endNo: string;
  ended: string;
  endedText: string;
  left: string;
  leftText: string;
  stopped: string;
  toQueue: string;
  openAgain: string;
  dismiss: string;
  untitled: string;
  fonts: (count: number) => string;
  fontsHint: (names: string) => string;
}

export const DESK_TEXTS: Catalogue<DeskTexts> = {
  en: {
    product: "Alongside",
    desk: "Desk",
    language: "Language",
    signIn: "Sign in",
    signInTo: (shop) => `Live help for ${shop}`,
    email: "Email",
    password: "Password",
    signOut: "Sign out",
    settings: "Settings",
    settingsUnsaved: "Something is not saved yet",
    wrongPassword: "Email and password do not match.",
    tooMany: "Too many tries. Please wait a minute.",
    keyUsed: "This sign-in link has been used or has expired. Sign in with your password.",
    unreachable: "The server cannot be reached. Please try again.",
    sessions: "Sessions",
    openSessions: "Open sessions",
    bell: "Notify me",
    bellHint:
      "Notifications of your system while you look elsewhere: somebody waits, or there is a new message",
    someoneWaits: "Somebody is waiting for live help",
    someoneRings: "Someone would like to talk",
    callsForYou: "You are being called at the desk",
    unreadElsewhere: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
    waiting: "Waiting",
    inProgress: "In progress",
    nobodyWaits: "Nobody is waiting",
    nobodyWaitsHint:
      "Shoppers who ask for help appear in the list at once. You can also enter a code that a shopper reads out to you.",
    noneInProgress: "No sessions right now.",
    stale: "Reconnecting. The list may be out of date.",
    waitingFor: "Waiting for",
    runningFor: "Running for",
    pick: "Pick a shopper from the list",
    pickHint:
      "You will see their page live and can point, click and type along. Or enter the code that a shopper reads out to you.",
    openBy: "Code or link",
    openByHint: "Six digits read out by the shopper, or a pasted link",
    openByPlaceholder: "Code or link",
    open: "Open",
    notACodeOrLink: "Enter the six digits, or paste the whole link.",
    taken: (rep) => `${rep} was quicker and is already with this shopper.`,
    takenBySomeone: "Somebody was quicker and is already with this shopper.",
    failed: "That did not work. Please try again.",
    problems: {
      "enough-open": "You have as many sessions open as a rep may have. Leave one first.",
      "code-wrong": "This code is not valid. It may be mistyped, used or older than 15 minutes.",
      "link-expired": "This code or link is not valid or has expired. Ask the shopper for a new one.",
      "link-used": "This code or link has already been used. Ask the shopper for a new one.",
      full: "As many people as possible are already in this session.",
      "session-ended": "This session has ended.",
      "not-found": "There is no such session. It may have ended.",
      "no-session": "There is no such session. It may have ended.",
      "not-allowed": "Your account may not open this session.",
      "not-asked": "This has been taken back, or has been too long.",
      "too-often": "Too many tries. Please wait a minute.",
    },
    seeAs: (shopper) => `You see the page as ${shopper}`,
    seeAsNobody: "You see the page as the shopper does",
    thisSession: "This session",
    shopper: "Shopper",
    address: "Page",
    people: "Here now",
    state: "State",
    states: { waiting: "Waiting", active: "Live", ended: "Ended" },
    kinds: { help: "Help", friend: "With a friend", callback: "Call back" },
    languages: { en: "English", ja: "Japanese" },
    travel: "Move the shopper’s page",
    moreTools: "More tools",
    back: "Back",
    forward: "Forward",
    reload: "Reload",
    end: "End session",
    endSure: "End it for everyone?",
    endYes: "End",
    endNo: "Keep",
    ended: "The session has ended",
    endedText: "The shopper’s page is no longer shared.",
    left: "You have left the session",
    leftText: "The shopper sees that you are gone. The session goes on until they stop it.",
    stopped: "The session was closed here",
    toQueue: "Back to the queue",
    openAgain: "Open again",
    dismiss: "Close this message",
    untitled: "Untitled page",
    fonts: (count) => (count === 1 ? "1 font differs" : `${count} fonts differ`),
    fontsHint: (names) => `These fonts look otherwise here than on the shopper’s screen: ${names}`,
  },
  ja: {
    product: "Alongside",
    desk: "デスク",
    language: "言語",
    signIn: "サインイン",
    signInTo: (shop) => `${shop} のライブサポート`,
    email: "メールアドレス",
    password: "パスワード",
    signOut: "サインアウト",
    settings: "設定",
    settingsUnsaved: "未保存の変更があります",
    wrongPassword: "メールアドレスまたはパスワードが違います。",
    tooMany: "試行回数が多すぎます。1 分ほどお待ちください。",
    keyUsed: "このサインインリンクは使用済みか期限切れです。パスワードでサインインしてください。",
    unreachable: "サーバーに接続できません。もう一度お試しください。",
    sessions: "セッション",
    openSessions: "開いているセッション",
    bell: "通知",
    bellHint: "ほかの画面を見ている間、お待ちのお客様や新着メッセージを通知します",
    someoneWaits: "お待ちのお客様がいます",
    someoneRings: "通話の希望があります",
    callsForYou: "デスクであなたへの呼び出しがあります",
    unreadElsewhere: (count) => `新着メッセージ ${count}件`,
    waiting: "待機中",
    inProgress: "対応中",
    nobodyWaits: "お待ちのお客様はいません",
    nobodyWaitsHint:
      "サポートを希望するお客様は、すぐに一覧に表示されます。お客様が読み上げるコードでも開けます。",
    noneInProgress: "現在、対応中のセッションはありません。",
    stale: "再接続しています。一覧が最新でない可能性があります。",
    waitingFor: "待ち時間",
    runningFor: "経過時間",
    pick: "一覧からお客様を選んでください",
    pickHint:
      "お客様のページをそのまま見ながら、指し示し、クリックや入力ができます。お客様が読み上げるコードでも開けます。",
    openBy: "コードまたはリンク",
    openByHint: "お客様が読み上げる 6 桁の数字、またはリンクを貼り付け",
    openByPlaceholder: "コードまたはリンク",
    open: "開く",
    notACodeOrLink: "6 桁の数字を入力するか、リンク全体を貼り付けてください。",
    taken: (rep) => `${rep}さんが先に対応を始めました。`,
    takenBySomeone: "ほかの担当者が先に対応を始めました。",
    failed: "うまくいきませんでした。もう一度お試しください。",
    problems: {
      "enough-open": "同時に開けるセッションの数に達しています。先にどれかを退出してください。",
      "code-wrong":
        "このコードは使えません。入力の誤り、使用済み、または 15 分の期限切れの可能性があります。",
      "link-expired":
        "このコードまたはリンクは無効か期限切れです。お客様に新しいリンクをお願いしてください。",
      "link-used": "このコードまたはリンクは使用済みです。お客様に新しいリンクをお願いしてください。",
      full: "このセッションは満員です。",
      "session-ended": "このセッションは終了しました。",
      "not-found": "セッションが見つかりません。終了した可能性があります。",
      "no-session": "セッションが見つかりません。終了した可能性があります。",
      "not-allowed": "このアカウントではこのセッションを開けません。",
      "not-asked": "依頼は取り消されたか、時間切れです。",
      "too-often": "試行回数が多すぎます。1 分ほどお待ちください。",
    },
    seeAs: (shopper) => `${shopper}さんに見えているとおりのページです`,
    seeAsNobody: "お客様に見えているとおりのページです",
    thisSession: "このセッション",
    shopper: "お客様",
    address: "ページ",
    people: "参加者",
    state: "状態",
    states: { waiting: "待機中", active: "接続中", ended: "終了" },
    kinds: { help: "サポート", friend: "お友だちと", callback: "折り返し" },
    languages: { en: "英語", ja: "日本語" },
    travel: "お客様のページの移動",
    moreTools: "その他の操作",
    back: "戻る",
    forward: "進む",
    reload: "再読み込み",
    end: "セッションを終了",
    endSure: "全員について終了しますか?",
    endYes: "終了する",
    endNo: "続ける",
    ended: "セッションは終了しました",
    endedText: "お客様のページは、もう共有されていません。",
    left: "セッションから退出しました",
    leftText: "退出したことはお客様に表示されます。セッションはお客様が終えるまで続きます。",
    stopped: "このウィンドウでの表示は終了しました",
    toQueue: "一覧に戻る",
    openAgain: "もう一度開く",
    dismiss: "閉じる",
    untitled: "無題のページ",
    fonts: (count) => `フォント相違 ${count} 件`,
    fontsHint: (names) => `お客様の画面とは見え方が異なるフォント: ${names}`,
  },
};
