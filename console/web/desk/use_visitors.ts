/** Who is on the shop now, asked for anew every few seconds while somebody looks at the desk. */
import { useEffect, useState } from "preact/hooks";
import { ApiError, call } from "../viewer/api";

/** Milliseconds. Pages of visitors speak every 15 s. */
const LOOK_EVERY = 4_000;

export interface Visitor {
  id: string;
  url: string;
  title: string;
  /** Unix seconds: since when on this page. */
  since: number;
  pages: number;
  visits: number;
  lang: string;
  country: string;
  device: "desktop" | "phone" | "tablet";
  referrer: string;
  campaign: string;
  mayAsk: boolean;
}

export interface Visitors {
  list: Visitor[];
  /** Asks whether help is wanted; the row says what became of it. */
  ask: (id: string) => Promise<void>;
}

export function useVisitors(): Visitors {
  const [list, setList] = useState<Visitor[]>([]);
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let timer = 0;
    const look = async () => {
      if (document.visibilityState === "visible") await fetchList().then(setList, () => undefined);
      timer = window.setTimeout(() => void look(), LOOK_EVERY);
    };
    void look();
    return () => clearTimeout(timer);
  }, []);
  const ask = async (id: string) => {
    setAsked((before) => new Set([...before, id]));
    try {
      await call("POST", `/api/v1/visitors/${encodeURIComponent(id)}/ask`);
    } catch (error) {
      // Somebody else has asked, or the visitor said no meanwhile: the next list says so.
      if (!(error instanceof ApiError))
        setAsked((before) => new Set([...before].filter((one) => one !== id)));
    }
  };
  return { list: list.map((one) => (asked.has(one.id) ? { ...one, mayAsk: false } : one)), ask };
}

const fetchList = (): Promise<Visitor[]> => call<Visitor[]>("GET", "/api/v1/visitors");
