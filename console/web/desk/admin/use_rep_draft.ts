/** What stands in a rep's form: what was read, what was typed over it, and what somebody else has saved meanwhile. */
import { useEffect, useState } from "preact/hooks";
import type { PartStore, RepDraft } from "./part_store";
import type { RepRow } from "./types";

interface Props {
  store: PartStore;
  row: RepRow | null;
  opened: RepRow;
}

export interface Draft extends RepDraft {
  set: (rep: RepRow) => void;
  setPassword: (password: string) => void;
  isChanged: boolean;
  /** What was typed stands on what is not there any more. */
  isClash: boolean;
  takeTheirs: () => void;
  /** One's own again, after looking at theirs. */
  backToMine: (() => void) | null;
}

export function useRepDraft({ store, row, opened }: Props): Draft {
  const kept = store.rep?.base.email === opened.email ? store.rep : null;
  const [draft, setDraft] = useState<RepDraft>(kept ?? { base: opened, rep: opened, password: "" });
  const [mine, setMine] = useState<RepDraft | null>(null);
  const { base, rep, password } = draft;
  const isChanged = password !== "" || profileOf(rep) !== profileOf(base);
  const isOld = row?.version !== base.version;
  useEffect(() => {
    if (row && isOld && !isChanged) setDraft({ base: row, rep: row, password: "" });
  }, [row]);
  useEffect(() => store.keepRep(isChanged ? draft : null), [draft]);
  const takeTheirs = () => {
    if (!row) return;
    setMine({ ...draft, base: row });
    setDraft({ base: row, rep: row, password: "" });
  };
  const backToMine = () => {
    if (mine) setDraft(mine);
    setMine(null);
  };
  return {
    ...draft,
    set: (changed) => setDraft({ ...draft, rep: changed }),
    setPassword: (typed) => setDraft({ ...draft, password: typed }),
    isChanged,
    isClash: isOld && (isChanged || !row),
    takeTheirs,
    backToMine: mine && backToMine,
  };
}

const profileOf = ({ email, name, role, skills, langs, capacity }: RepRow): string =>
  JSON.stringify([email, name, role, skills, langs, capacity]);
