/** A rep has one microphone: what the calls of the sessions that are open mean for each other. */
import { useEffect, useState } from "preact/hooks";
import type { Viewer } from "../viewer/viewer";
import type { Current, SessionDesk } from "./use_session";

/** Whether the rep talks in another session than this one. */
export function useIsTaken({ all }: SessionDesk, current: Current): boolean {
  return useSessions(all, (one) => one !== current && one.viewer.call.view.isIn).length > 0;
}

/** The sessions in which somebody asks to talk. */
export function useRinging({ all }: SessionDesk): string[] {
  return useSessions(all, (one) => one.viewer.call.view.phase === "ringing");
}

/** Draws anew only when others are among them: a call that goes on has news four times a second. */
function useSessions(all: readonly Current[], fits: (one: Current) => boolean): string[] {
  const find = () => all.filter(fits).map((one) => one.session);
  const [found, setFound] = useState(find);
  useEffect(() => {
    const look = () => setFound((before) => (String(before) === String(find()) ? before : find()));
    look();
    return listen(
      all.map((one) => one.viewer),
      look,
    );
  }, [all]);
  return found;
}

function listen(viewers: Viewer[], look: () => void): () => void {
  const stops = viewers.map((viewer) => viewer.hearCall(look));
  return () => stops.forEach((stop) => stop());
}
