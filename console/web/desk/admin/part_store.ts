/**
 * The parts that are edited, each as it was read and as it is now in the form. What is not saved outlives the form, a reload and
 * a new sign-in, and is never put over what somebody else has saved meanwhile without a word.
 */
import { ApiError, call } from "../../viewer/api";
import { keepDraft, keptDraft } from "../../viewer/keep";
import type { PartName, Parts, Problem, RepRow } from "./types";

export const PART_NAMES: PartName[] = ["asking", "skills", "hours", "replies", "masks"];
/** Steps that can be taken back. */
const PAST = 100;

export interface Draft<P> {
  /** As it was read. */
  base: P;
  /** As it stands in the form. */
  value: P;
  past: P[];
  /** What was changed last: typing in one field is one step. */
  at: string;
  /** What somebody else has saved meanwhile. */
  theirs: P | null;
  /** It comes from before a reload. */
  restored: boolean;
  problem: Problem | null;
  state: "idle" | "saving" | "saved";
}

/** What stands in a rep's form and is not saved; `base` as it was read, without an email for a new one. */
export interface RepDraft {
  base: RepRow;
  rep: RepRow;
  password: string;
}

const REP = "rep";

type Drafts = { [K in PartName]?: Draft<Parts[K]> };

export class PartStore {
  drafts: Drafts = {};
  /** The rep whose form is open with something that is not saved. */
  rep: RepDraft | null = readRep();
  /** The desk can say that something is not saved while the form is closed. */
  readonly #listeners = new Set<() => void>();

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get unsaved(): PartName[] {
    return PART_NAMES.filter((name) => this.isUnsaved(name));
  }

  /** The password outlives no reload. */
  keepRep(draft: RepDraft | null): void {
    this.rep = draft;
    keepDraft(REP, draft ? JSON.stringify({ ...draft, password: "" }) : "");
    this.#tell();
  }

  isUnsaved(name: PartName): boolean {
    const draft = this.drafts[name];
    return !!draft && !isSame(draft.value, draft.base);
  }

  /** Reads all parts; what is not saved stays. Throws ApiError and Unreachable. */
  async read(): Promise<void> {
    const parts = await call<Parts>("GET", "/api/v1/arrangements");
    for (const name of PART_NAMES) this.#take(name, parts);
    this.#tell();
  }

  edit<K extends PartName>(name: K, value: Parts[K], at: string): void {
    const draft = this.drafts[name];
    if (!draft || isSame(value, draft.value)) return;
    const isTyping = at !== "" && at === draft.at;
    const past = isTyping ? draft.past : [...draft.past.slice(1 - PAST), draft.value];
    this.#set(name, { ...draft, value, past, at, problem: null, state: "idle" });
  }

  undo<K extends PartName>(name: K): void {
    const draft = this.drafts[name];
    const value = draft?.past.at(-1);
    if (draft && value)
      this.#set(name, { ...draft, value, past: draft.past.slice(0, -1), at: "", problem: null });
  }

  /** As it was read; this, too, can be undone. */
  discard<K extends PartName>(name: K): void {
    const draft = this.drafts[name];
    if (draft) this.edit(name, draft.base, "");
  }

  async save<K extends PartName>(name: K): Promise<void> {
    const draft = this.drafts[name];
    if (!draft || draft.state === "saving") return;
    const sent = tidy(draft.value);
    this.#set(name, { ...draft, value: sent, state: "saving", problem: null });
    try {
      const base = await call<Parts[K]>("PUT", `/api/v1/arrangements/${name}`, sent);
      this.#saved(name, sent, base);
    } catch (error) {
      await this.#refused(name, error);
    }
  }

  /** As the settings file has it, at once; what was there can be had back by a step. */
  async reset<K extends PartName>(name: K): Promise<void> {
    const draft = this.drafts[name];
    if (!draft || draft.state === "saving") return;
    const { version } = draft.base;
    this.#set(name, { ...draft, state: "saving", problem: null });
    try {
      const base = await call<Parts[K]>("POST", `/api/v1/arrangements/${name}/reset`, { version });
      const past = [...draft.past.slice(1 - PAST), { ...draft.value, version: base.version }];
      this.#set(name, { ...draft, base, value: base, past, at: "", problem: null, state: "saved" });
    } catch (error) {
      await this.#refused(name, error);
    }
  }

  /** Over what somebody else has saved. */
  async keepMine<K extends PartName>(name: K): Promise<void> {
    const draft = this.drafts[name];
    if (!draft?.theirs) return;
    const { version } = draft.theirs;
    this.#set(name, { ...draft, base: draft.theirs, value: { ...draft.value, version }, theirs: null });
    await this.save(name);
  }

  /** What somebody else has saved; one's own can still be had back by a step. */
  takeTheirs<K extends PartName>(name: K): void {
    const draft = this.drafts[name];
    if (!draft?.theirs) return;
    const past = [...draft.past, { ...draft.value, version: draft.theirs.version }];
    this.#set(name, { ...draft, base: draft.theirs, value: draft.theirs, past, at: "", theirs: null });
  }

  #take<K extends PartName>(name: K, parts: Parts): void {
    const now: Parts[K] = parts[name];
    const known: Draft<Parts[K]> | undefined = this.drafts[name];
    if (known && this.isUnsaved(name)) {
      if (known.base.version !== now.version) this.#set(name, { ...known, theirs: now });
      return;
    }
    const fresh = { base: now, value: now, past: [], at: "", problem: null, state: "idle" } as const;
    const kept = known ? null : (readKept(name) as Pick<Draft<Parts[K]>, "base" | "value"> | null);
    const draft: Draft<Parts[K]> = { ...fresh, past: [], theirs: null, restored: false };
    if (!kept) return this.#set(name, draft);
    const theirs = kept.base.version === now.version ? null : now;
    this.#set(name, { ...draft, ...kept, theirs, restored: true });
  }

  /** What was typed while it was being saved stays to be saved. */
  #saved<K extends PartName>(name: K, sent: Parts[K], base: Parts[K]): void {
    const draft = this.drafts[name];
    if (!draft) return;
    const isAsSent = isSame(draft.value, sent);
    const value = isAsSent ? base : { ...draft.value, version: base.version };
    this.#set(name, {
      ...draft,
      base,
      value,
      past: [],
      at: "",
      restored: false,
      state: isAsSent ? "saved" : "idle",
    });
  }

  async #refused<K extends PartName>(name: K, error: unknown): Promise<void> {
    const draft = this.drafts[name];
    if (!draft) return;
    const code = error instanceof ApiError ? error.code : "unreachable";
    if (code === "changed-meanwhile") {
      const parts = await call<Parts>("GET", "/api/v1/arrangements").catch(() => null);
      if (parts) return this.#set(name, { ...draft, state: "idle", theirs: parts[name] });
    }
    const details = error instanceof ApiError ? error.details : {};
    const { field = "", why = code, detail = "" } = details as Partial<Problem>;
    this.#set(name, { ...draft, state: "idle", problem: { field, why, detail } });
  }

  #set<K extends PartName>(name: K, draft: Draft<Parts[K]>): void {
    this.drafts = { ...this.drafts, [name]: draft };
    const { base, value } = draft;
    keepDraft(name, isSame(value, base) ? "" : JSON.stringify({ base, value }));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function readRep(): RepDraft | null {
  return readKept(REP) as RepDraft | null;
}

function readKept(name: PartName | typeof REP): unknown {
  try {
    return JSON.parse(keptDraft(name)) as unknown;
  } catch {
    return null;
  }
}

/** Without the lines that were begun and never written. */
function tidy<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((item) => item !== "").map(tidy) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tidy(item)])) as T;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
