/** The canned replies over the field: chosen by arrows and Enter or Tab, by mouse or by touch; Escape closes them. */
import { useEffect, useRef } from "preact/hooks";
import type { CannedReply } from "./canned";
import { fill, textFor } from "./canned";
import type { Filling } from "./canned";
import type { TalkTexts } from "./texts";

export interface Replies {
  all: readonly CannedReply[];
  /** The shopper's language. */
  lang: string;
  filling: Filling;
}

interface ReplyListProps {
  id: string;
  found: readonly CannedReply[];
  at: number;
  replies: Replies;
  texts: TalkTexts;
  choose: (reply: CannedReply) => void;
}

export function ReplyList({ id, found, at, replies, texts, choose }: ReplyListProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[at]?.scrollIntoView({ block: "nearest" }), [at]);
  return (
    <div class="canned">
      <ul role="listbox" id={id} aria-label={texts.replies} ref={list} hidden={found.length === 0}>
        {found.map((reply, place) => (
          <li
            key={reply.shortcut}
            id={optionId(id, place)}
            role="option"
            aria-selected={place === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(reply)}
          >
            <b>/{reply.shortcut}</b>
            <span lang={replies.lang}>{fill(textFor(reply, replies.lang), replies.filling)}</span>
          </li>
        ))}
      </ul>
      <p role="status" class={found.length > 0 ? "visually-hidden" : "canned-none"}>
        {found.length > 0 ? texts.repliesFound(found.length) : texts.noReplies}
      </p>
    </div>
  );
}

export const optionId = (id: string, place: number): string => `${id}-${place}`;
