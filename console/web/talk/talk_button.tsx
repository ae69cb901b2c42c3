/** Shows and hides the conversation, and says how much of it is new. */
import { useConversation } from "./talk_panel";
import type { TalkProps } from "./talk_panel";
import { TALK_TEXTS } from "./texts";

export function TalkButton({
  viewer,
  lang,
  open,
  turn,
}: Omit<TalkProps, "model"> & { open: boolean; turn: () => void }) {
  const texts = TALK_TEXTS[lang];
  const { unread } = useConversation(viewer);
  return (
    <button type="button" class="button talk-button" aria-pressed={open} onClick={turn}>
      {texts.open}
      <span role="status" class="talk-unread">
        {!open && unread > 0 && (
          <>
            <b aria-hidden="true">{unread}</b>
            <span class="visually-hidden">{texts.unread(unread)}</span>
          </>
        )}
      </span>
    </button>
  );
}
