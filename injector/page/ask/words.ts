/** What the card says, in English and Japanese. `file` to `paste` are what can be asked for. */
export type AskKind = "file" | "mail" | "call" | "save" | "open" | "fullscreen" | "clipboard" | "paste";

interface Words {
  ask: Record<AskKind, (name: string) => string>;
  yes: Record<AskKind, string>;
  fileNote: string;
  no: string;
}

const en: Words = {
  ask: {
    file: (name) => `${name} asks you to choose a file here`,
    mail: (name) => `${name} asks you to write an email`,
    call: (name) => `${name} asks you to make this call`,
    save: (name) => `${name} asks you to download this`,
    open: (name) => `${name} asks you to open this page`,
    fullscreen: (name) => `${name} asks you to show this full screen`,
    clipboard: (name) => `${name} asks you to copy this`,
    paste: (name) => `${name} asks you to paste here`,
  },
  yes: {
    file: "Choose a file",
    mail: "Write email",
    call: "Call",
    save: "Download",
    open: "Open",
    fullscreen: "Full screen",
    clipboard: "Copy",
    paste: "Paste",
  },
  fileNote: "Only its name is shown to those who see this page.",
  no: "Not now",
};

const ja: Words = {
  ask: {
    file: (name) => `${name}さんが、ここでファイルを選ぶようお願いしています`,
    mail: (name) => `${name}さんが、メールの作成をお願いしています`,
    call: (name) => `${name}さんが、この番号への電話をお願いしています`,
    save: (name) => `${name}さんが、ダウンロードをお願いしています`,
    open: (name) => `${name}さんが、このページを開くようお願いしています`,
    fullscreen: (name) => `${name}さんが、全画面での表示をお願いしています`,
    clipboard: (name) => `${name}さんが、コピーをお願いしています`,
    paste: (name) => `${name}さんが、貼り付けをお願いしています`,
  },
  yes: {
    file: "ファイルを選ぶ",
    mail: "メールを書く",
    call: "電話をかける",
    save: "ダウンロード",
    open: "開く",
    fullscreen: "全画面にする",
    clipboard: "コピーする",
    paste: "貼り付ける",
  },
  fileNote: "相手に見えるのはファイル名だけです。",
  no: "今はしない",
};

export const wordsFor = (lang: string): Words => (lang === "ja" ? ja : en);
