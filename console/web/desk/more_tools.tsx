/** Where there is little room the tools that are used seldom lie behind one button: a popover of the browser's own, with plain buttons. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

/** As in desk.css. */
const NARROW = "(max-width: 900px)";
/** CSS pixels between the button and what it opens. */
const BELOW = 4;

export function useNarrow(): boolean {
  const [is, turn] = useState(matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const look = () => turn(query.matches);
    look();
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return is;
}

export function MoreTools({ words, children }: { words: string; children: ComponentChildren }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const tools = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const turned = (event: Event) => {
      const isOpen = (event as ToggleEvent).newState === "open";
      const held = document.activeElement;
      setOpen(isOpen);
      if (!isOpen && (held === document.body || tools.current?.contains(held))) button.current?.focus();
    };
    // Through the CSSOM: the page's policy allows no style attribute.
    const place = () => {
      const { bottom = 0 } = button.current?.getBoundingClientRect() ?? {};
      tools.current?.style.setProperty("top", `${bottom + BELOW}px`);
    };
    tools.current?.addEventListener("beforetoggle", place);
    tools.current?.addEventListener("toggle", turned);
  }, []);
  return (
    <>
      <button
        type="button"
        class="quiet more-button"
        ref={button}
        aria-label={words}
        title={words}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => tools.current?.togglePopover()}
      >
        ⋯
      </button>
      <div class="more-tools" id={id} ref={tools} popover="auto" role="group" aria-label={words}>
        {children}
      </div>
    </>
  );
}

/** What lies behind such a button is shown before it is pressed from afar: what it opens may be in there as well. */
export function reveal(element: HTMLElement): void {
  element.closest<HTMLElement>("[popover]:not(:popover-open)")?.showPopover();
}
