/** Lists whose order counts: by buttons, by the arrow keys on them, and by dragging a handle. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Language } from "../../viewer/boot";
import { moved } from "./lists";
import { SETTINGS_TEXTS } from "./texts";

interface Sorting<T> {
  list: T[];
  nameOf: (item: T) => string;
  set: (list: T[]) => void;
  lang: Language;
}

export function useSorting<T>({ list, nameOf, set, lang }: Sorting<T>) {
  const texts = SETTINGS_TEXTS[lang];
  const [told, setTold] = useState("");
  const [dragged, setDragged] = useState<number | null>(null);
  const root = useRef<HTMLOListElement>(null);
  const focus = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focus.current) root.current?.querySelector<HTMLElement>(focus.current)?.focus();
    focus.current = null;
  });
  const move = (from: number, to: number, button: string) => {
    if (to < 0 || to >= list.length) return;
    set(moved(list, from, to));
    setTold(texts.movedTo(nameOf(list[from]!), to + 1, list.length));
    const isEnd = (button === "up" && to === 0) || (button === "down" && to === list.length - 1);
    const left = isEnd ? (button === "up" ? "down" : "up") : button;
    focus.current = `:scope > li:nth-child(${to + 1}) [data-move="${left}"]`;
  };
  const item = (at: number) => ({
    class: dragged === at ? "dragged" : "",
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      if (dragged === at) return;
      set(moved(list, dragged, at));
      setDragged(at);
    },
    onDrop: (event: DragEvent) => event.preventDefault(),
  });
  const handle = (at: number) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer?.setData("text/plain", nameOf(list[at]!));
      const row = (event.currentTarget as HTMLElement).closest("li");
      if (row) event.dataTransfer?.setDragImage(row, 12, 12);
      setDragged(at);
    },
    onDragEnd: () => setDragged(null),
  });
  return { root, told, move, item, handle };
}

interface MoversProps {
  at: number;
  of: number;
  name: string;
  move: (from: number, to: number, button: string) => void;
  lang: Language;
}

export function Movers({ at, of, name, move, lang }: MoversProps) {
  const texts = SETTINGS_TEXTS[lang];
  return (
    <span class="movers">
      <button
        type="button"
        class="quiet"
        data-move="up"
        disabled={at === 0}
        aria-label={texts.up(name)}
        title={texts.up(name)}
        onClick={() => move(at, at - 1, "up")}
      >
        ↑
      </button>
      <button
        type="button"
        class="quiet"
        data-move="down"
        disabled={at === of - 1}
        aria-label={texts.down(name)}
        title={texts.down(name)}
        onClick={() => move(at, at + 1, "down")}
      >
        ↓
      </button>
    </span>
  );
}
