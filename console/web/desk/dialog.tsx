/** A dialog of the browser's own: it holds the focus, and gives it back when it closes. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Closes the dialog. */
export type Shut = () => void;

interface DialogProps {
  class: string;
  /** The id of what names it, or its name. */
  labelledBy?: string;
  label?: string;
  /** It is closed: at once, and said once. */
  close: () => void;
  /** A press beside it closes it, too. */
  isLight?: boolean;
  children: (shut: Shut) => ComponentChildren;
}

/**
 * The browser says that a dialog has closed a while after it has, and by then it may have been asked for again. So it is taken away
 * in the same moment, and what the browser says later of one that is gone means nothing.
 */
export function Dialog({ labelledBy, label, close, isLight = false, children, ...more }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOver = useRef(false);
  useEffect(() => dialog.current?.showModal(), []);
  const shut = () => {
    if (isOver.current) return;
    isOver.current = true;
    dialog.current?.close();
    close();
  };
  const cancel = (event: Event) => {
    if (event.target !== dialog.current) return; // of a picker within
    event.preventDefault();
    shut();
  };
  return (
    <dialog
      {...more}
      ref={dialog}
      aria-labelledby={labelledBy}
      aria-label={label}
      onCancel={cancel}
      onClose={(event) => event.target === dialog.current && shut()}
      onClick={(event) => isLight && event.target === dialog.current && shut()}
    >
      {children(shut)}
    </dialog>
  );
}
