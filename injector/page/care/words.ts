/** What the card says before and after a session, in English and Japanese. */

export interface Words {
  help: {
    soon: (minutes: number) => string;
    before: (waiting: number) => string;
    free: string;
    busy: string;
    nobody: string;
    opens: (day: string, clock: string) => string;
    closed: string;
    mayTakeLong: string;
  };
  form: {
    name: string;
    optional: string;
    back: string;
    sending: string;
    errors: Record<string, string>;
    failed: string;
    done: string;
  };
  message: {
    choice: string;
    hint: string;
    title: string;
    lead: string;
    text: string;
    contact: string;
    send: string;
    sent: string;
    sentLead: (contact: string) => string;
  };
  call: {
    choice: string;
    hint: string;
    title: string;
    lead: string;
    country: string;
    number: string;
    when: string;
    soon: string;
    time: string;
    ask: string;
    agreed: string;
    at: (number: string, day: string, clock: string) => string;
    shortly: (number: string) => string;
    show: string;
    share: string;
    notNow: string;
    cancel: string;
    cancelled: string;
  };
  after: {
    question: string;
    stars: (count: number) => string;
    thanks: string;
    comment: string;
    send: string;
    conversation: string;
    text: string;
    page: string;
    byMail: string;
    email: string;
    mail: string;
    mailed: (email: string) => string;
  };
}

const en: Words = {
  help: {
    soon: (minutes) =>
      minutes === 1 ? "Usually answered within a minute" : `Usually answered in about ${minutes} min`,
    before: (waiting) => `${waiting} waiting before you`,
    free: "Someone is here for you now",
    busy: "All our staff are with other shoppers just now",
    nobody: "Nobody is here just now",
    opens: (day, clock) => `We open ${day} at ${clock}`,
    closed: "We are closed just now",
    mayTakeLong: "Nobody is here just now, so it may take long",
  },
  form: {
    name: "Your name",
    optional: "optional",
    back: "Back",
    sending: "Sending…",
    errors: {
      empty: "Please write your message.",
      "bad-contact":
        "Please give an e-mail address or a telephone number, with its country’s +code if it is abroad.",
      "bad-email": "This is not an e-mail address. Please check it.",
      "bad-number": "This number does not exist in the chosen country. Please check it.",
      "bad-time": "Nobody is there at that time. Please choose another.",
      "too-often": "That was too often. Please try again in a few minutes.",
    },
    failed: "That did not get through. Please try again.",
    done: "Done",
  },
  message: {
    choice: "Leave a message",
    hint: "We answer by e-mail or phone",
    title: "Leave a message",
    lead: "We answer as soon as someone is here.",
    text: "Your message",
    contact: "E-mail or telephone",
    send: "Send message",
    sent: "Your message has arrived",
    sentLead: (contact) => `We will answer to ${contact}.`,
  },
  call: {
    choice: "Call me back",
    hint: "By phone, now or when it suits you",
    title: "Where may we call you?",
    lead: "Our staff will call you, about this page or anything else.",
    country: "Country",
    number: "Telephone number",
    when: "When",
    soon: "As soon as possible",
    time: "Time",
    ask: "Ask for a call",
    agreed: "We will call you",
    at: (number, day, clock) => `${number}, ${day} at ${clock}`,
    shortly: (number) => `${number}, as soon as someone is free`,
    show: "Share your page, and whoever calls sees what you see.",
    share: "Share my page",
    notNow: "Not now",
    cancel: "Cancel the call",
    cancelled: "The call is cancelled",
  },
  after: {
    question: "How was it?",
    stars: (count) => (count === 1 ? "1 star of 5" : `${count} stars of 5`),
    thanks: "Thank you. We have kept it.",
    comment: "Would you like to add something?",
    send: "Send comment",
    conversation: "Keep the conversation",
    text: "As text",
    page: "As a page",
    byMail: "By e-mail",
    email: "E-mail",
    mail: "Send",
    mailed: (email) => `Sent to ${email}.`,
  },
};

const ja: Words = {
  help: {
    soon: (minutes) => (minutes === 1 ? "通常1分以内にお答えします" : `通常${minutes}分ほどでお答えします`),
    before: (waiting) => `お待ちの方 ${waiting}名`,
    free: "担当者がすぐにご案内できます",
    busy: "担当者はほかのお客様をご案内中です",
    nobody: "ただいま担当者が席を外しています",
    opens: (day, clock) => `受付開始：${day} ${clock}`,
    closed: "ただいま受付時間外です",
    mayTakeLong: "ただいま不在のため、お時間がかかることがあります",
  },
  form: {
    name: "お名前",
    optional: "任意",
    back: "戻る",
    sending: "送信中…",
    errors: {
      empty: "メッセージをご入力ください。",
      "bad-contact":
        "メールアドレスまたは電話番号をご入力ください。海外の番号は「+国番号」からお願いします。",
      "bad-email": "メールアドレスをご確認ください。",
      "bad-number": "選択した国にはこの電話番号がありません。番号をご確認ください。",
      "bad-time": "その時間は受け付けておりません。別の時間をお選びください。",
      "too-often": "回数が多すぎます。数分後にもう一度お試しください。",
    },
    failed: "送信できませんでした。もう一度お試しください。",
    done: "閉じる",
  },
  message: {
    choice: "メッセージを残す",
    hint: "メールかお電話でお返事します",
    title: "メッセージを残す",
    lead: "担当者が戻りしだい、お返事します。",
    text: "メッセージ",
    contact: "メールアドレスまたは電話番号",
    send: "送信する",
    sent: "メッセージを受け付けました",
    sentLead: (contact) => `${contact} にお返事します。`,
  },
  call: {
    choice: "電話をかけてもらう",
    hint: "今すぐ、またはご都合のよい時間に",
    title: "どちらにおかけしますか？",
    lead: "このページのことでも、ほかのご用件でも、担当者がお電話します。",
    country: "国・地域",
    number: "電話番号",
    when: "ご希望の日時",
    soon: "できるだけ早く",
    time: "時刻",
    ask: "電話を依頼する",
    agreed: "こちらからお電話します",
    at: (number, day, clock) => `${number}（${day} ${clock}）`,
    shortly: (number) => `${number}（担当者が空きしだい）`,
    show: "ページを共有すると、担当者が同じ画面を見ながらお話しできます。",
    share: "ページを共有する",
    notNow: "今はしない",
    cancel: "電話を取り消す",
    cancelled: "電話を取り消しました",
  },
  after: {
    question: "ご案内はいかがでしたか？",
    stars: (count) => `5段階中${count}`,
    thanks: "ありがとうございます。記録しました。",
    comment: "ご意見があればお聞かせください",
    send: "ご意見を送る",
    conversation: "やり取りを保存する",
    text: "テキスト",
    page: "ページ",
    byMail: "メールで受け取る",
    email: "メールアドレス",
    mail: "送信",
    mailed: (email) => `${email} に送信しました。`,
  },
};

export const wordsFor = (lang: string): Words => (lang === "ja" ? ja : en);
