/**
 * The small button that opens everything. Shared by the loader (on every page) and the page script (in a session), so it stays tiny.
 * It lives in a closed shadow root, and its style in a constructed sheet, which no `style-src` of the shop can refuse.
 */
import css from "./launcher.css";

export interface Launcher {
  readonly host: HTMLElement;
  readonly button: HTMLButtonElement;
  /** Shows `text` in place of the label, also on phones; `busy` while something is under way. Empty: the label again. */
  say(text: string, busy?: boolean): void;
}

export function makeLauncher(document: Document, label: string, press: () => void): Launcher {
  const host = document.createElement("alongside-ui");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  const words = document.createElement("span");
  button.type = "button";
  words.textContent = label;
  words.ariaLive = "polite";
  button.append(document.createElement("i"), words);
  button.onclick = press;
  root.append(button);
  const say = (text: string, busy = false) => {
    words.textContent = text || label;
    button.toggleAttribute("data-said", !!text);
    button.ariaBusy = `${busy}`;
  };
  return { host, button, say };
}
