/** Single keys of the desk, and the page that tells of them. They are not for whoever is typing, and can be turned off. */
import { useEffect, useState } from "preact/hooks";
import type { Catalogue, Language } from "../viewer/boot";
import { keepKeys, keptKeys } from "../viewer/keep";
import { COLLEAGUE_BUTTON } from "./colleague_dialog";
import { Dialog } from "./dialog";
import { DUTY_ID } from "./duty";
import { DECLINE_CLASS } from "./incoming";
import { reveal } from "./more_tools";

export const END_CLASS = "end-session";

type Deed = "next" | "decline" | "status" | "hand" | "end" | "help";
const KEYS: Record<string, Deed> = {
  n: "next",
  d: "decline",
  s: "status",
  h: "hand",
  e: "end",
  "?": "help",
};

interface Texts {
  title: string;
  deeds: Record<Deed, string>;
  others: [keys: string, words: string][];
  on: string;
  hint: string;
  close: string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    title: "Keyboard shortcuts",
    deeds: {
      next: "Take who rings here, or who has waited longest",
      decline: "Not now, to what rings here",
      status: "Your status",
      hand: "Bring in a colleague",
      end: "End the session (asks once more)",
      help: "This list",
    },
    others: [
      ["Alt+1…9", "Show the session of this number"],
      ["Alt+L", "Follow the shopper, or look around"],
      ["Enter", "Send the message; Shift+Enter begins another line"],
    ],
    on: "Single keys are on",
    hint: "They do nothing while you type or work in the shopper’s page.",
    close: "Close",
  },
  ja: {
    title: "キーボードショートカット",
    deeds: {
      next: "呼び出しに応じる、または最も長くお待ちのお客様に対応",
      decline: "呼び出しを見送る",
      status: "ステータスを変更",
      hand: "ほかの担当者に依頼",
      end: "セッションを終了（確認あり）",
      help: "この一覧",
    },
    others: [
      ["Alt+1…9", "その番号のセッションを表示"],
      ["Alt+L", "お客様に追従／自由に見る"],
      ["Enter", "メッセージを送信（Shift+Enter で改行）"],
    ],
    on: "1文字キーを使う",
    hint: "入力中やお客様のページの操作中には働きません。",
    close: "閉じる",
  },
};

/** `next` takes whoever is to be served next. */
export function Shortcuts({ lang, next }: { lang: Language; next: () => void }) {
  const [shown, setShown] = useState(false);
  const [on, setOn] = useState(keptKeys());
  useKeys((deed) => {
    if (deed === "help") setShown(true);
    else if (!on) return false;
    else if (deed === "next") next();
    else return press(deed);
    return true;
  });
  const texts = TEXTS[lang];
  const turn = () => {
    keepKeys(!on);
    setOn(!on);
  };
  return (
    <>
      <button
        type="button"
        class="quiet keys-button"
        aria-label={texts.title}
        aria-keyshortcuts="?"
        title={`${texts.title} (?)`}
        onClick={() => setShown(true)}
      >
        ?
      </button>
      {shown && <Overlay texts={texts} on={on} turn={turn} close={() => setShown(false)} />}
    </>
  );
}

function Overlay({
  texts,
  on,
  turn,
  close,
}: {
  texts: Texts;
  on: boolean;
  turn: () => void;
  close: () => void;
}) {
  const rows = [
    ...Object.entries(KEYS).map(([key, deed]) => [key.toUpperCase(), texts.deeds[deed]] as const),
    ...texts.others,
  ];
  return (
    <Dialog class="dialog keys" labelledBy="keys-title" close={close}>
      {(shut) => (
        <>
          <h2 id="keys-title">{texts.title}</h2>
          <dl>
            {rows.map(([key, words]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <label class="keys-switch">
            <input type="checkbox" checked={on} onChange={turn} /> {texts.on}
          </label>
          <p class="queue-none">{texts.hint}</p>
          <p class="dialog-actions">
            <button type="button" class="button primary" autofocus onClick={shut}>
              {texts.close}
            </button>
          </p>
        </>
      )}
    </Dialog>
  );
}

/** Does what the button on the page does; false when there is none to press. */
function press(deed: Deed): boolean {
  switch (deed) {
    case "decline":
      return click(`.calls .${DECLINE_CLASS}`);
    case "hand":
      return click(`.held-session:not([inert]) .${COLLEAGUE_BUTTON}`);
    case "end":
      return click(`.held-session:not([inert]) .${END_CLASS}`);
    case "status":
      return showStatus();
    default:
      return false;
  }
}

function click(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector);
  if (button) reveal(button);
  button?.click();
  return button !== null;
}

function showStatus(): boolean {
  const select = document.getElementById(DUTY_ID) as HTMLSelectElement | null;
  select?.focus();
  try {
    select?.showPicker();
  } catch {
    return select !== null; // older browsers: the arrow keys choose
  }
  return select !== null;
}

function useKeys(done: (deed: Deed) => boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const deed = KEYS[event.key.toLowerCase()];
      if (!deed || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      if (done(deed)) event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isSwitch = target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type);
  return (!isSwitch && target.matches("input, textarea, select")) || target.isContentEditable;
}
