/** The session that the desk has open, how it comes to be open, and what went wrong on the way. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { expose } from "../viewer/expose";
import { MirrorFrame } from "../viewer/mirror_frame";
import { VIEWER_TEXTS } from "../viewer/texts";
import { Viewer } from "../viewer/viewer";
import { showSession, wayFromAddress } from "./address";
import { open } from "./opening";
import type { Opened, Way } from "./opening";

export interface Current {
  session: string;
  viewer: Viewer;
  mirror: MirrorFrame;
}

/** `code` is an API error's, or `unreachable`; `by` the rep who was quicker, when that is it. */
export interface Trouble {
  code: string;
  by: string;
  way: Way;
}

export interface SessionDesk {
  current: Current | null;
  busy: boolean;
  trouble: Trouble | null;
  open: (way: Way) => void;
  /** Back to the queue; what was open stays as it is on the server. */
  close: () => void;
  forgive: () => void;
}

export function useSession(lang: Language, signedOut: () => void): SessionDesk {
  const [current, setCurrent] = useState<Current | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const held = useRef<Current | null>(null);
  const show = useCallback((next: Current | null) => {
    held.current?.viewer.discard();
    held.current = next;
    expose(next?.viewer ?? null);
    showSession(next?.session ?? null);
    setCurrent(next);
  }, []);
  const openWay = useCallback(
    async (way: Way) => {
      if (way.by === "session" && isOpen(held.current, way.session)) return setTrouble(null);
      setBusy(true);
      try {
        show(begin(await open(way), lang));
        setTrouble(null);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) signedOut();
        else setTrouble(troubleOf(error, way));
      } finally {
        setBusy(false);
      }
    },
    [lang, show, signedOut],
  );
  useEffect(() => {
    const way = wayFromAddress();
    if (way) void openWay(way);
    return () => held.current?.viewer.discard();
  }, []);
  return {
    current,
    busy,
    trouble,
    open: (way) => void openWay(way),
    close: () => show(null),
    forgive: () => setTrouble(null),
  };
}

function begin(opened: Opened, lang: Language): Current {
  const { session } = opened;
  const renew = async () => (await open({ by: "session", session })).ticket;
  const mirror = new MirrorFrame(VIEWER_TEXTS[lang].mirror);
  const viewer = new Viewer({ renew, mirror, plain: false, lang, place: session });
  viewer.start(opened.ticket);
  return { session, viewer, mirror };
}

function isOpen(current: Current | null, session: string): boolean {
  return current?.session === session && current.viewer.model.link.is !== "stopped";
}

function troubleOf(error: unknown, way: Way): Trouble {
  if (!(error instanceof ApiError)) return { code: "unreachable", by: "", way };
  return {
    code: error.status === 429 ? "too-many" : error.code,
    by: String(error.details["who"] ?? ""),
    way,
  };
}
