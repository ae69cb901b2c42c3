/** The visitors as state of the desk, and asking one of them. */
import { useCallback, useMemo, useState } from "preact/hooks";
import { ApiError, call } from "../viewer/api";
import { sortVisitors } from "./visitors";
import type { Order, Visitor } from "./visitors";

export interface Visitors {
  list: Visitor[];
  /** Asks whether help is wanted; the row says what became of it. */
  ask: (id: string) => Promise<void>;
}

export function useVisitors(known: ReadonlyMap<string, Visitor>, order: Order): Visitors {
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const ask = useCallback(async (id: string) => {
    setAsked((before) => new Set([...before, id]));
    try {
      await call("POST", `/api/v1/visitors/${encodeURIComponent(id)}/ask`);
    } catch (error) {
      // Somebody else has asked, or the visitor said no meanwhile: the next change says so.
      if (!(error instanceof ApiError))
        setAsked((before) => new Set([...before].filter((one) => one !== id)));
    }
  }, []);
  const list = useMemo(() => {
    const sorted = sortVisitors(known.values(), order);
    return asked.size
      ? sorted.map((one) => (asked.has(one.id) && one.mayAsk ? { ...one, mayAsk: false } : one))
      : sorted;
  }, [known, order, asked]);
  return { list, ask };
}
