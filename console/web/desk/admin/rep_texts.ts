/** What the page of reps says. */
import type { Catalogue } from "../../viewer/boot";
import type { RepRow } from "./types";

export interface RepTexts {
  add: string;
  email: string;
  name: string;
  nameHint: string;
  role: string;
  roles: Record<RepRow["role"], string>;
  skills: string;
  noSkills: string;
  langs: string;
  langsHint: string;
  capacity: string;
  capacityUsual: (count: number) => string;
  capacityUnit: string;
  password: string;
  newPassword: string;
  passwordHint: string;
  newPasswordHint: string;
  save: string;
  cancel: string;
  edit: string;
  editOf: (name: string) => string;
  here: string;
  you: string;
  anyLang: string;
  link: string;
  linkMade: (name: string) => string;
  copy: string;
  copied: string;
  remove: string;
  removeSure: (name: string) => string;
  removeYes: string;
  keep: string;
  removed: (name: string) => string;
  saved: (name: string) => string;
  exists: string;
  unsavedSure: string;
  dropYes: string;
  gone: (name: string) => string;
  addAgain: string;
}

export const REP_TEXTS: Catalogue<RepTexts> = {
  en: {
    add: "Add a rep",
    email: "E-mail",
    name: "Name that shoppers see",
    nameHint: "Empty: what stands before the @",
    role: "Role",
    roles: {
      rep: "Rep: helps shoppers",
      supervisor: "Supervisor: watches, and sees the settings",
      admin: "Admin: helps, and changes the settings",
    },
    skills: "Skills",
    noSkills: "There are no skills yet. They are made under “Skills”.",
    langs: "Languages",
    langsHint: "None: any.",
    capacity: "Sessions at once",
    capacityUsual: (count) => `as usual (${count})`,
    capacityUnit: "at once",
    password: "Password",
    newPassword: "New password",
    passwordHint: "Can stay empty: a sign-in link lets them in, and they choose their own.",
    newPasswordHint: "Empty: it stays. A new one signs them out everywhere.",
    save: "Save",
    cancel: "Cancel",
    edit: "Edit",
    editOf: (name) => `Edit ${name}`,
    here: "at the desk",
    you: "you",
    anyLang: "any language",
    link: "Make a sign-in link",
    linkMade: (name) => `Give this to ${name}. It works once, for a day, and cannot be seen again.`,
    copy: "Copy",
    copied: "Copied",
    remove: "Remove",
    removeSure: (name) => `Remove ${name}? They are signed out everywhere and leave their sessions at once.`,
    removeYes: "Yes, remove",
    keep: "Keep",
    removed: (name) => `${name} is removed.`,
    saved: (name) => `${name} is saved.`,
    exists: "There is an account with this e-mail already.",
    unsavedSure: "What you changed here is not saved.",
    dropYes: "Discard it",
    gone: (name) => `Somebody else has removed ${name} meanwhile. What you changed here is not saved.`,
    addAgain: "Add them again",
  },
  ja: {
    add: "担当者を追加",
    email: "メールアドレス",
    name: "お客様に表示される名前",
    nameHint: "空欄の場合は @ の前の部分",
    role: "権限",
    roles: {
      rep: "担当者：お客様に対応",
      supervisor: "スーパーバイザー：見守りと設定の閲覧",
      admin: "管理者：対応と設定の変更",
    },
    skills: "スキル",
    noSkills: "スキルはまだありません。「スキル」で作成します。",
    langs: "対応言語",
    langsHint: "選ばない場合はすべての言語です。",
    capacity: "同時に対応する数",
    capacityUsual: (count) => `標準（${count}件）`,
    capacityUnit: "件まで",
    password: "パスワード",
    newPassword: "新しいパスワード",
    passwordHint: "空欄でもかまいません。サインイン用リンクで入り、本人が決められます。",
    newPasswordHint: "空欄の場合は変わりません。変更するとすべての端末からサインアウトされます。",
    save: "保存",
    cancel: "キャンセル",
    edit: "編集",
    editOf: (name) => `${name}を編集`,
    here: "デスクにいます",
    you: "自分",
    anyLang: "すべての言語",
    link: "サインイン用リンクを作る",
    linkMade: (name) => `${name}さんに渡してください。1 日以内に 1 回だけ使え、再表示はできません。`,
    copy: "コピー",
    copied: "コピーしました",
    remove: "削除",
    removeSure: (name) =>
      `${name}を削除しますか？すべての端末からサインアウトされ、セッションからもすぐに外れます。`,
    removeYes: "削除する",
    keep: "やめる",
    removed: (name) => `${name}を削除しました。`,
    saved: (name) => `${name}を保存しました。`,
    exists: "このメールアドレスのアカウントはすでにあります。",
    unsavedSure: "変更が保存されていません。",
    dropYes: "破棄する",
    gone: (name) => `ほかの方が${name}を削除しました。ここでの変更は保存されていません。`,
    addAgain: "もう一度追加",
  },
};
