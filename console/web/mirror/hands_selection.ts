/** What the person selects in a mirror is selected in the host page, before the shop hears of what comes next. */
import type { Action } from "../../../alongside/wire/messages";
import type { HandsContext } from "./hands_types";
import { throttle } from "./hands_pending";

const TELL_EVERY = 50;
const NOTHING: Action = ["range", "0", 0, 0, 0, 0];

export class Selecting {
  readonly #context: HandsContext;
  #sent = NOTHING.join();
  #isByHand = false;

  constructor(context: HandsContext, signal: AbortSignal) {
    this.#context = context;
    const options = { capture: true, signal };
    const { document } = context;
    const begin = () => (this.#isByHand = true);
    document.addEventListener("pointerdown", begin, options);
    document.addEventListener(
      "keydown",
      (event) => {
        // In what is edited in place, keys move the host's caret.
        if (event.key === "Tab" || !editableAt(document.activeElement)) begin();
      },
      options,
    );
    const tell = throttle(TELL_EVERY, () => signal.aborted || this.sync());
    document.addEventListener("selectionchange", () => this.#isByHand && tell(), options);
  }

  /** The selection changes by the person's own hand after a press or a key; all else is the mirror's doing. */
  get isByHand(): boolean {
    return this.#isByHand;
  }

  /** Tells the host now, if it does not know. */
  sync(): void {
    if (!this.#isByHand || !this.#context.mayAct()) return;
    const action = this.#read();
    if (!action || action.join() === this.#sent) return;
    this.#sent = action.join();
    this.#context.send(action);
  }

  /** From now on the host moves the caret. */
  forget(): void {
    this.#isByHand = false;
    this.#sent = "";
  }

  /** Null for what the host cannot select: fields tell of theirs with their value. A caret counts only where something is edited. */
  #read(): Action | null {
    const { document, frame } = this.#context;
    const selection = document.getSelection();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
    if (document.activeElement?.matches("input,textarea,select")) return null;
    const from = anchorNode && this.#context.idOf(anchorNode);
    const to = focusNode && this.#context.idOf(focusNode);
    const isCaret = selection?.isCollapsed && !editableAt(anchorNode ?? null);
    if (!from || !to || isCaret) return ["range", frame, 0, 0, 0, 0];
    return ["range", frame, from, anchorOffset ?? 0, to, focusOffset ?? 0];
  }
}

function editableAt(node: Node | null): boolean {
  const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
  return !!(element as HTMLElement | null)?.isContentEditable;
}
