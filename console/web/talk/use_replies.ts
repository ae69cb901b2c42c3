/** The list of canned replies while a field is written in: whether it is open, what is in it, and what keys do with it. */
import { useId, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { askedAt, fill, fitting, put, textFor } from "./canned";
import type { Asked, CannedReply } from "./canned";
import type { Replies } from "./reply_list";

export interface ReplyChoice {
  id: string;
  isOpen: boolean;
  found: CannedReply[];
  at: number;
  choose: (reply: CannedReply) => void;
  /** Looks at what stands before the caret. */
  typed: () => void;
  /** True when the key was meant for the list. */
  key: (event: KeyboardEvent) => boolean;
  /** The button: begins a shortcut in the field, or closes the list. */
  turn: () => void;
  close: () => void;
}

interface Field {
  field: RefObject<HTMLTextAreaElement | null>;
  replies: Replies | undefined;
  setText: (text: string) => void;
}

export function useReplies({ field, replies, setText }: Field): ReplyChoice {
  const id = useId();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [place, setPlace] = useState(0);
  const found = asked && replies ? fitting(replies.all, asked.word, replies.lang) : [];
  const at = Math.min(place, Math.max(0, found.length - 1));
  const isOpen = asked !== null && replies !== undefined;
  const close = () => setAsked(null);
  const typed = () => {
    const area = field.current;
    const now = area && replies ? askedAt(area.value, area.selectionStart) : null;
    if (now?.word !== asked?.word) setPlace(0);
    setAsked(now);
  };
  const write = (text: string, [from, to]: [number, number]) => {
    const area = field.current;
    if (!area) return;
    // Also in the field itself, so that the selection that follows fits what stands there.
    area.value = text;
    setText(text);
    area.focus();
    area.setSelectionRange(from, to);
  };
  const choose = (reply: CannedReply) => {
    const area = field.current;
    if (!area || !replies || !asked) return;
    const { text, selected } = put(area.value, asked, fill(textFor(reply, replies.lang), replies.filling));
    write(text.slice(0, area.maxLength), selected);
    close();
  };
  const key = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.isComposing) return false;
    const reply = found[at];
    if (event.key === "Escape") close();
    else if (!reply) return false;
    else if (event.key === "ArrowDown") setPlace((at + 1) % found.length);
    else if (event.key === "ArrowUp") setPlace((at + found.length - 1) % found.length);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(reply);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const turn = () => {
    const area = field.current;
    if (isOpen || !area) return close();
    const [before, after] = [area.value.slice(0, area.selectionStart), area.value.slice(area.selectionEnd)];
    const slash = /(^|\s)$/.test(before) ? "/" : " /";
    const caret = before.length + slash.length;
    write(before + slash + after, [caret, caret]);
    typed();
  };
  return { id, isOpen, found, at, choose, typed, key, turn, close };
}
