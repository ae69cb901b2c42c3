/** Small things a browser keeps for a person. Storage can be refused (blocked cookies, embedding): then nothing is kept. */
import type { Language } from "./boot";

const LANGUAGE = "alongside.lang";
const NAME = "alongside.name";
const BELL = "alongside.bell";
const MINE = "alongside.mine";
const KEYS_OFF = "alongside.keys-off";
const PLACE = "alongside.place.";
const UNSENT = "alongside.unsent.";
const DRAFT = "alongside.draft.";
const SPEAKS = "alongside.speaks.";

/** The person's own choice, else what the server offered. */
export function keptLanguage(offered: Language): Language {
  const kept = read(local(), LANGUAGE);
  return kept === "en" || kept === "ja" ? kept : offered;
}

export function keepLanguage(language: Language): void {
  write(local(), LANGUAGE, language);
}

/** The name a friend gave the last time; empty when there is none. */
export function keptName(): string {
  return read(local(), NAME) ?? "";
}

export function keepName(name: string): void {
  write(local(), NAME, name || null);
}

/** Whether this person wants notifications of their system. */
export function keptBell(): boolean {
  return read(local(), BELL) !== null;
}

export function keepBell(on: boolean): void {
  write(local(), BELL, on ? "1" : null);
}

/** Whether this rep looks at those alone whom they can help. */
export function keptMine(): boolean {
  return read(local(), MINE) !== null;
}

export function keepMine(mine: boolean): void {
  write(local(), MINE, mine ? "1" : null);
}

/** Whether single keys do something at the desk. */
export function keptKeys(): boolean {
  return read(local(), KEYS_OFF) === null;
}

export function keepKeys(on: boolean): void {
  write(local(), KEYS_OFF, on ? null : "1");
}

/** The secret that gives the same participant back after a reload of this tab. */
export function keptPlace(token: string): string | null {
  return read(tab(), PLACE + token);
}

export function keepPlace(token: string, place: string | null): void {
  write(tab(), PLACE + token, place);
}

/** Lines of the conversation that were not acknowledged, as text; empty when there are none. */
export function keptUnsent(place: string): string {
  return read(tab(), UNSENT + place) ?? "";
}

export function keepUnsent(place: string, unsent: string): void {
  write(tab(), UNSENT + place, unsent || null);
}

/** What of the settings is changed and not saved, as text; empty when there is nothing. */
export function keptDraft(part: string): string {
  return read(tab(), DRAFT + part) ?? "";
}

export function keepDraft(part: string, draft: string): void {
  write(tab(), DRAFT + part, draft || null);
}

/** By which this tab speaks in the call of a session; empty when it does not. */
export function keptSpeaks(place: string): string {
  return read(tab(), SPEAKS + place) ?? "";
}

export function keepSpeaks(place: string, key: string | null): void {
  write(tab(), SPEAKS + place, key);
}

function local(): Storage | null {
  return storageOrNull(() => localStorage);
}

function tab(): Storage | null {
  return storageOrNull(() => sessionStorage);
}

function storageOrNull(get: () => Storage): Storage | null {
  try {
    return get();
  } catch {
    return null;
  }
}

function read(storage: Storage | null, key: string): string | null {
  return storage?.getItem(key) ?? null;
}

function write(storage: Storage | null, key: string, value: string | null): void {
  try {
    if (value === null) storage?.removeItem(key);
    else storage?.setItem(key, value);
  } catch {
    return; // full or read-only: all of this is convenience
  }
}
