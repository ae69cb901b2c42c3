/** Which fields and parameters hold secrets by what they are called, in English and Japanese. */
import { attributeOf, parentOf } from "./dom";

const SECRET =
  /passw|passcode|pwd|cv[cvn2]|iban\b|one.?time|security.?(?:code|num)|(?:^|[^a-z])(?:cc[-_]|(?:pan|pass|otp|csc)(?![a-z])|card[^a-z]*(?:$|n|ho|cod|cv|cs|ex|v|se|d|y|mo|mm))|パスワード|暗証|セキュリティ|カード(?:番号|名義)|有効期限|ワンタイム|認証[コ番]|確認コード/im;
/** Of those, what many other things are equal to: an expiry date, a holder's name. */
const COMMON = /exp|name|holder|mon|year|yy|date|期限|名義/i;
/** Short, and told only to the field itself and to fields that repeat it. */
const SHORT = /cv[cvn2]|csc|security|card[^a-z]*cod|セキュリティ/i;
const NAMES = ["name", "id", "autocomplete", "placeholder", "aria-label"];
/** A label around a whole form says little about one field. */
const LABEL_LENGTH = 60;

/** `camelCase` becomes `camel Case`, so that words begin where they begin. */
const spaced = (text: string): string => text.replace(/([a-z])(?=[A-Z])/g, "$1 ");

export const isSecretName = (name: string): boolean => SECRET.test(spaced(name).replace(/%\w\w/g, "-"));

/** All that says what a field is for. */
export function clueOf(control: HTMLInputElement): string {
  const words = NAMES.map((name) => attributeOf(control, name));
  for (const label of control.labels ?? []) words.push(label.textContent);
  const cell = parentOf(control) as Element | null;
  if (/^(?:td|dd)$/i.test(cell?.nodeName ?? "")) words.push(cell!.previousElementSibling?.textContent ?? "");
  return spaced(words.map((word) => word?.trim().slice(0, LABEL_LENGTH)).join("\n"));
}

export const isSecretClue = (clue: string): boolean => SECRET.test(clue);
export const isCommonClue = (clue: string): boolean => COMMON.test(clue);
export const isShortClue = (clue: string): boolean => SHORT.test(clue);
