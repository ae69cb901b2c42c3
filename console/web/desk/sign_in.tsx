/** The sign-in form. */
import { useState } from "preact/hooks";
import { ApiError, call } from "../viewer/api";
import type { Rep, Surroundings } from "./app";
import { Brand, LanguageSwitch } from "./chrome";
import { DESK_TEXTS } from "./texts";
import type { DeskTexts } from "./texts";

interface SignInProps extends Surroundings {
  complaint: string;
  signedIn: (rep: Rep) => void;
}

export function SignIn(props: SignInProps) {
  const texts = DESK_TEXTS[props.lang];
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <Brand texts={texts} />
        <h1>{texts.signInTo(props.boot.shop)}</h1>
        <Form {...props} texts={texts} />
      </div>
      <LanguageSwitch {...props} />
    </main>
  );
}

function Form({ texts, complaint: first, signedIn }: SignInProps & { texts: DeskTexts }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [complaint, setComplaint] = useState(first);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { rep } = await call<{ rep: Rep }>("POST", "/api/v1/login", { email: email.trim(), password });
      signedIn(rep);
    } catch (error) {
      setComplaint(complaintFor(error, texts));
      setBusy(false);
    }
  };
  const typed = (set: (value: string) => void) => (event: { currentTarget: HTMLInputElement }) => {
    setComplaint("");
    set(event.currentTarget.value);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p class="complaint" role="alert" hidden={complaint === ""}>
        {complaint}
      </p>
      <label for="email">{texts.email}</label>
      <input
        id="email"
        type="email"
        autocomplete="username"
        required
        autofocus
        value={email}
        onInput={typed(setEmail)}
      />
      <label for="password">{texts.password}</label>
      <input
        id="password"
        type="password"
        autocomplete="current-password"
        required
        value={password}
        onInput={typed(setPassword)}
      />
      <button type="submit" class="button primary" disabled={busy}>
        {texts.signIn}
      </button>
    </form>
  );
}

function complaintFor(error: unknown, texts: DeskTexts): string {
  if (!(error instanceof ApiError)) return texts.unreachable;
  return error.status === 429 ? texts.tooMany : texts.wrongPassword;
}
