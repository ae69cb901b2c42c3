/** The events around a change of text, as a browser's own editing sends them. */
import { tapKey, codeOf } from "./key_events";
import { viewOf } from "./places";

const CTRL = 2;

/** What happens to the text: its `inputType`, and the text that comes in. */
export interface Change {
  kind: string;
  put: string;
}

/**
 * What the shop hears before `insert`, which is called unless it prevents something: the key where there was one, `paste` or `cut`, the
 * events of an input method.
 */
export function announce(element: Element, { kind, put }: Change, insert: () => void): void {
  const way = /^delete.*(Back|For)ward/.exec(kind)?.[1];
  if (/Composition/.test(kind)) {
    tapKey(element, "Process", "", 0, () => {
      for (const [name, data] of [
        ["start", ""],
        ["update", put],
        ["end", put],
      ] as const) {
        if (name === "end") insert();
        tellComposition(element, `composition${name}`, data);
      }
    });
  } else if (/Cut|Paste|Drop/.test(kind)) {
    if (tellClipboard(element, /Cut/.test(kind) ? "cut" : "paste", put)) insert();
  } else if (way) {
    const key = way === "Back" ? "Backspace" : "Delete";
    tapKey(element, key, key, /Word/.test(kind) ? CTRL : 0, insert);
  } else if ([...put].length === 1 && put !== "\n") {
    tapKey(element, put, codeOf(put), 0, insert);
  } else {
    insert();
  }
}

/** False when the shop does it itself. */
export function tellInput(
  element: Element,
  type: "beforeinput" | "input",
  { kind, put }: Change,
  ranges: StaticRange[] = [],
): boolean {
  const view = viewOf(element);
  if (!view) return false;
  const isComposing = /Composition/.test(kind);
  const init: InputEventInit = { inputType: kind, data: put || null, isComposing, targetRanges: ranges };
  const cancelable = type === "beforeinput" && !isComposing;
  if (ranges.length && /Paste|Drop/.test(kind)) init.dataTransfer = transferOf(view, put);
  return element.dispatchEvent(
    new view.InputEvent(type, { bubbles: true, composed: true, cancelable, view, ...init }),
  );
}

function tellComposition(element: Element, type: string, data: string): void {
  const view = viewOf(element);
  if (view)
    element.dispatchEvent(new view.CompositionEvent(type, { bubbles: true, composed: true, view, data }));
}

function tellClipboard(element: Element, type: string, text: string): boolean {
  const view = viewOf(element);
  if (!view) return false;
  const init = { bubbles: true, cancelable: true, composed: true, clipboardData: transferOf(view, text) };
  return element.dispatchEvent(new view.ClipboardEvent(type, init));
}

function transferOf(view: Window & typeof globalThis, text: string): DataTransfer {
  const transfer = new view.DataTransfer();
  if (text) transfer.setData("text/plain", text);
  return transfer;
}
