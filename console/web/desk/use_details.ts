/** What is known of one session, read anew whenever there may be more to know. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { fetchDetails } from "./records";
import type { Details } from "./records";

/** Milliseconds. */
const TRY_AGAIN_AFTER = 5_000;

export interface KnownOf {
  details: Details | null;
  /** Read anew, for example after a change of one's own. */
  again: () => Promise<void>;
}

/** `when`: what a new reading depends on, such as the page that is shown. Of two readings the later one counts. */
export function useDetails(session: string, ...when: unknown[]): KnownOf {
  const [details, setDetails] = useState<Details | null>(null);
  const latest = useRef(0);
  const again = useCallback(async () => {
    const turn = (latest.current += 1);
    const found = await fetchDetails(session);
    if (turn === latest.current) setDetails(found);
  }, [session]);
  useEffect(() => {
    let timer = 0;
    const read = () => void again().catch(() => (timer = window.setTimeout(read, TRY_AGAIN_AFTER)));
    read();
    return () => clearTimeout(timer);
  }, [again, ...when]);
  useEffect(() => () => void (latest.current = NaN), []);
  return { details, again };
}
