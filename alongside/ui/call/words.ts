/** What is said of a call, to both sides, in English and Japanese. */
import type { Why } from "../../wire/call";
import type { CallView } from "./voice_call";

export interface CallWords {
  /** As a person is spoken of; all other texts take names of this form. */
  honor: (name: string) => string;
  region: string;
  talk: (name: string) => string;
  asks: (name: string) => string;
  asksNote: string;
  answer: string;
  notNow: string;
  calling: (name: string) => string;
  cancel: string;
  asking: string;
  connecting: string;
  stuck: string;
  talking: (names: string) => string;
  muted: string;
  theyAreMuted: (names: string) => string;
  unheard: string;
  silent: string;
  listen: string;
  reconnecting: string;
  reconnectingWith: (names: string) => string;
  elsewhere: string;
  mute: string;
  unmute: string;
  hangUp: string;
  ended: (time: string) => string;
  lost: (time: string) => string;
  noWay: string;
  declined: Record<Why, (name: string) => string>;
  unanswered: (name: string) => string;
  missed: (name: string) => string;
  blocked: string;
  refused: string;
  noMicrophone: string;
  close: string;
  and: string;
}

const en: CallWords = {
  honor: (name) => name,
  region: "Call",
  talk: (name) => `Talk with ${name}`,
  asks: (name) => `${name} would like to talk`,
  asksNote: "Sound only, nothing is recorded. Your browser asks for the microphone once you answer.",
  answer: "Answer",
  notNow: "Not now",
  calling: (name) => `Calling ${name}…`,
  cancel: "Cancel",
  asking: "Please allow the microphone in your browser",
  connecting: "Connecting…",
  stuck: "This takes longer than usual. One of your networks may not let calls through.",
  talking: (names) => `Talking with ${names}`,
  muted: "You are muted",
  theyAreMuted: (names) => `${names} muted`,
  unheard: "They cannot hear you: there is no microphone",
  silent: "Your browser waits for a press before it lets you hear",
  listen: "Listen",
  reconnecting: "Reconnecting…",
  reconnectingWith: (names) => `Reconnecting with ${names}…`,
  elsewhere: "Your call goes on in another tab",
  mute: "Mute",
  unmute: "Unmute",
  hangUp: "Hang up",
  ended: (time) => `The call has ended, after ${time}`,
  lost: (time) => `The line was lost and did not come back. The call has ended, after ${time}`,
  noWay: "Your browsers could not be connected. One of your networks may not let calls through.",
  declined: {
    "not-now": (name) => `${name} would rather not talk now`,
    "no-microphone": (name) => `${name} has no microphone at hand`,
    blocked: (name) => `${name}’s browser allows no microphone on this page`,
    busy: () => "Somebody is being asked already",
    full: () => "Four people talk already, and more cannot join",
    away: (name) => `${name} is not here at the moment`,
    "not-allowed": () => "This call is not possible",
  },
  unanswered: (name) => `${name} has not answered`,
  missed: (name) => `${name} wanted to talk with you`,
  blocked: "Talking is not possible here: this page may not use a microphone",
  refused: "The microphone was not allowed. You can change that in your browser’s settings for this site.",
  noMicrophone: "No microphone was found",
  close: "Close",
  and: " and ",
};

const ja: CallWords = {
  honor: (name) => (/(様|さん)$/.test(name) ? name : `${name}さん`),
  region: "通話",
  talk: (name) => `${name}と通話する`,
  asks: (name) => `${name}が通話を希望しています`,
  asksNote: "音声のみで、録音はされません。応答すると、ブラウザーがマイクの使用許可を求めます。",
  answer: "応答する",
  notNow: "今はしない",
  calling: (name) => `${name}を呼び出しています…`,
  cancel: "取り消す",
  asking: "ブラウザーでマイクの使用を許可してください",
  connecting: "接続しています…",
  stuck: "接続に時間がかかっています。ネットワークが通話を許可していない可能性があります。",
  talking: (names) => `${names}と通話中`,
  muted: "マイクはオフです",
  theyAreMuted: (names) => `${names}はマイクをオフにしています`,
  unheard: "マイクが見つからないため、あなたの声は届いていません",
  silent: "音声を聞くには、ボタンを押してください",
  listen: "聞く",
  reconnecting: "再接続しています…",
  reconnectingWith: (names) => `${names}と再接続しています…`,
  elsewhere: "別のタブで通話中です",
  mute: "マイクをオフにする",
  unmute: "マイクをオンにする",
  hangUp: "通話を終える",
  ended: (time) => `通話が終わりました（${time}）`,
  lost: (time) => `回線が切れたまま戻らず、通話が終わりました（${time}）`,
  noWay: "ブラウザー同士をつなげませんでした。どちらかのネットワークが通話を許可していない可能性があります。",
  declined: {
    "not-now": (name) => `${name}は今は通話できません`,
    "no-microphone": (name) => `${name}はマイクを使えません`,
    blocked: (name) => `${name}のブラウザーでは、このページでマイクを使えません`,
    busy: () => "すでに呼び出し中です",
    full: () => "すでに4人が通話中のため、参加できません",
    away: (name) => `${name}は今ここにいません`,
    "not-allowed": () => "この通話はできません",
  },
  unanswered: (name) => `${name}は応答しませんでした`,
  missed: (name) => `${name}から通話の希望がありました`,
  blocked: "このページではマイクを使えないため、通話できません",
  refused: "マイクの使用が許可されていません。ブラウザーのサイト設定で変更できます。",
  noMicrophone: "マイクが見つかりません",
  close: "閉じる",
  and: "と",
};

export const callWordsFor = (lang: string): CallWords => (/^ja\b/i.test(lang) ? ja : en);

/** What is said of the call at this moment: a line, and what is to be known besides; "" for nothing. */
export function sayCall(words: CallWords, view: CallView, called: (id: string) => string): [string, string] {
  const nameOf = (id: string) => words.honor(called(id));
  const names = view.others.map((one) => nameOf(one.id)).join(words.and);
  switch (view.phase) {
    case "none":
      return ["", ""];
    case "ringing":
      return [words.asks(nameOf(view.asks)), words.asksNote];
    case "calling":
      return [words.calling(nameOf(view.asked)), ""];
    case "asking":
      return [words.asking, ""];
    case "connecting":
      return [words.connecting, view.isStuck ? words.stuck : ""];
    case "reconnecting":
      return [words.reconnecting, names];
    case "elsewhere":
      return [words.elsewhere, names];
    case "silent":
      return [words.silent, ""];
    case "talking":
      return [words.talking(names), sayMuted(words, view, nameOf)];
    case "trouble":
      return [sayTrouble(words, view), ""];
    case "over":
      return [sayOutcome(words, view, nameOf), ""];
  }
}

function sayMuted(words: CallWords, view: CallView, nameOf: (id: string) => string): string {
  if (view.lost.length) return words.reconnectingWith(view.lost.map(nameOf).join(words.and));
  if (view.trouble) return words.unheard;
  if (view.muted) return words.muted;
  const muted = view.others.filter((one) => one.muted).map((one) => nameOf(one.id));
  return muted.length ? words.theyAreMuted(muted.join(words.and)) : "";
}

function sayTrouble(words: CallWords, { trouble }: CallView): string {
  if (trouble === "blocked") return words.blocked;
  return trouble === "refused" ? words.refused : words.noMicrophone;
}

function sayOutcome(words: CallWords, { outcome }: CallView, nameOf: (id: string) => string): string {
  if (!outcome) return "";
  const name = nameOf(outcome.who);
  if (outcome.what === "ended") return words.ended(clockOf(outcome.seconds));
  if (outcome.what === "lost") return words.lost(clockOf(outcome.seconds));
  if (outcome.what === "no-way") return words.noWay;
  if (outcome.what === "declined" && outcome.why) return words.declined[outcome.why](name);
  return outcome.what === "missed" ? words.missed(name) : words.unanswered(name);
}

/** Minutes and seconds. */
export function clockOf(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}
