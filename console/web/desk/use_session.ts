/** The sessions that the desk has open, of which one is shown; how they come to be open, and what went wrong on the way. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../viewer/api";
import type { Language } from "../viewer/boot";
import { expose } from "../viewer/expose";
import { MirrorFrame } from "../viewer/mirror_frame";
import { VIEWER_TEXTS } from "../viewer/texts";
import { Viewer } from "../viewer/viewer";
import { showSession, wayFromAddress } from "./address";
import { open } from "./opening";
import { touched } from "./touch";
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
  /** In the order in which they were opened; each goes on, also while another one is shown. */
  all: readonly Current[];
  current: Current | null;
  busy: boolean;
  trouble: Trouble | null;
  open: (way: Way) => void;
  show: (session: string) => void;
  /** Lets go of the one that is shown; on the server it stays as it is. */
  close: () => void;
  forgive: () => void;
}

/** `most` sessions at once; more are refused before anything is asked of the server. */
export function useSession(lang: Language, most: number, signedOut: () => void): SessionDesk {
  const [{ all, current }, setOpen] = useState<Open>(NONE);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const held = useRef<Open>(NONE);
  const hold = useCallback((next: Open) => {
    for (const one of held.current.all) {
      if (!next.all.includes(one)) one.viewer.discard();
      one.mirror.present(one === next.current);
    }
    next.current?.mirror.present(true);
    held.current = next;
    expose(next.current?.viewer ?? null);
    showSession(next.current?.session ?? null);
    setOpen(next);
  }, []);
  const show = (session: string) => {
    const found = held.current.all.find((one) => one.session === session);
    if (found) hold({ ...held.current, current: found });
  };
  const openWay = useCallback(
    async (way: Way) => {
      if (way.by === "session" && isOpen(held.current, way.session)) return show(way.session);
      if (isFull(held.current, way, most)) return setTrouble({ code: "enough-open", by: "", way });
      setBusy(true);
      try {
        const opened = await open(way);
        if (isOpen(held.current, opened.session)) show(opened.session);
        else hold(withOne(held.current, begin(opened, lang)));
        setTrouble(null);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) signedOut();
        else setTrouble(troubleOf(error, way));
      } finally {
        setBusy(false);
      }
    },
    [lang, most, hold, signedOut],
  );
  useEffect(() => {
    const way = wayFromAddress();
    if (way) void openWay(way);
    return () => held.current.all.forEach((one) => one.viewer.discard());
  }, []);
  return {
    all,
    current,
    busy,
    trouble,
    open: (way) => void openWay(way),
    show,
    close: () => hold(withoutShown(held.current)),
    forgive: () => setTrouble(null),
  };
}

interface Open {
  all: readonly Current[];
  current: Current | null;
}

const NONE: Open = { all: [], current: null };

/** At the end, or in the place of the same session that had come to a stop. */
function withOne({ all }: Open, next: Current): Open {
  const place = all.findIndex((one) => one.session === next.session);
  return { all: place < 0 ? [...all, next] : all.with(place, next), current: next };
}

function withoutShown({ all, current }: Open): Open {
  const place = all.findIndex((one) => one === current);
  const rest = all.filter((one) => one !== current);
  return { all: rest, current: rest[place] ?? rest.at(-1) ?? null };
}

/** Those that have come to a stop do not count, nor does the one that is to be opened anew. */
function isFull({ all }: Open, way: Way, most: number): boolean {
  const counted = all.filter(({ viewer: { model }, session }) => {
    const isOver = model.link.is === "stopped" || model.state === "ended";
    return !isOver && !("session" in way && way.session === session);
  });
  return counted.length >= most;
}

function begin(opened: Opened, lang: Language): Current {
  const { session } = opened;
  const renew = async () => (await open({ by: "session", session })).ticket;
  const mirror = new MirrorFrame(VIEWER_TEXTS[lang].mirror);
  const viewer = new Viewer({ renew, mirror, plain: false, lang, place: session, hand: touched });
  viewer.start(opened.ticket);
  return { session, viewer, mirror };
}

function isOpen({ all }: Open, session: string): boolean {
  return all.some((one) => one.session === session && one.viewer.model.link.is !== "stopped");
}

function troubleOf(error: unknown, way: Way): Trouble {
  if (!(error instanceof ApiError)) return { code: "unreachable", by: "", way };
  return {
    code: error.status === 429 ? "too-many" : error.code,
    by: String(error.details["who"] ?? ""),
    way,
  };
}
