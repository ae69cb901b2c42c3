/** The way from the card to two items side by side; what chooses them is a bundle of its own. */
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";
import { h, icon } from "../panel/dom";
import type { Words } from "./words";

const SIGN = "M4 5h7v14H4zM13 5h7v14h-7z";

export function besideButton(words: Words, close: () => void): HTMLElement {
  const button = h("button", { class: "plain laying", type: "button" }, icon(SIGN), words.beside);
  button.onclick = () => {
    bring("choose.js").then(
      () => {
        close();
        hooksOf(window)?.choose?.();
      },
      () => undefined,
    );
  };
  return button;
}
