/** The rep's name in the bar, and behind it a password of one's own: who came in by a link has none yet. */
import { useState } from "preact/hooks";
import { ApiError, call } from "../viewer/api";
import type { Catalogue, Language } from "../viewer/boot";
import type { Rep } from "./app";
import { Dialog } from "./dialog";

const SHORTEST = 8;

interface Texts {
  account: (email: string) => string;
  title: string;
  about: string;
  password: string;
  save: string;
  close: string;
  saved: string;
  bad: string;
  unreachable: string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    account: (email) => `Signed in as ${email}. Choose a password`,
    title: "Your password",
    about: "With it you sign in from now on. Other browsers are signed out.",
    password: "New password",
    save: "Use it",
    close: "Close",
    saved: "It holds from now on.",
    bad: "A password has 8 to 1024 characters.",
    unreachable: "The server cannot be reached. Try again in a moment.",
  },
  ja: {
    account: (email) => `${email} でサインイン中。パスワードを設定`,
    title: "パスワード",
    about: "次回からこのパスワードでサインインします。ほかの端末はサインアウトされます。",
    password: "新しいパスワード",
    save: "設定する",
    close: "閉じる",
    saved: "設定しました。",
    bad: "パスワードは 8 文字以上 1024 文字以下です。",
    unreachable: "サーバーに接続できません。しばらくしてからお試しください。",
  },
};

export function OwnPassword({ rep, lang }: { rep: Rep; lang: Language }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="quiet desk-rep"
        title={TEXTS[lang].account(rep.email)}
        onClick={() => setOpen(true)}
      >
        {rep.name}
      </button>
      {isOpen && <PasswordDialog rep={rep} lang={lang} close={() => setOpen(false)} />}
    </>
  );
}

function PasswordDialog({ rep, lang, close }: { rep: Rep; lang: Language; close: () => void }) {
  const texts = TEXTS[lang];
  const [password, setPassword] = useState("");
  const [told, setTold] = useState({ good: "", bad: "" });
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await call("PUT", "/api/v1/me/password", { password });
      setPassword("");
      setTold({ good: texts.saved, bad: "" });
    } catch (error) {
      setTold({ good: "", bad: error instanceof ApiError ? texts.bad : texts.unreachable });
    }
  };
  return (
    <Dialog class="own-password" label={texts.title} close={close}>
      {(shut) => (
        <form onSubmit={(event) => void submit(event)}>
          <h2>{texts.title}</h2>
          <p>{texts.about}</p>
          <input type="hidden" name="username" autocomplete="username" value={rep.email} />
          <label>
            {texts.password}
            <input
              type="password"
              autocomplete="new-password"
              minLength={SHORTEST}
              required
              value={password}
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          </label>
          <p class="own-password-good" role="status">
            {told.good}
          </p>
          <p class="own-password-bad" role="alert">
            {told.bad}
          </p>
          <div class="own-password-acts">
            <button type="button" class="button" onClick={shut}>
              {texts.close}
            </button>
            <button type="submit" class="button primary">
              {texts.save}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
