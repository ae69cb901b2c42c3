/** The strip below the bar that greets a newcomer: whose page this is, what one may do, and the name others see. */
import { useState } from "preact/hooks";
import { keepName, keptName } from "../viewer/keep";
import { selfOf, shopperOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import { VIEWER_TEXTS, givenName, shownName } from "../viewer/texts";
import type { JoinProps } from "./join_page";
import { rename } from "./redeem";
import { JOIN_TEXTS } from "./texts";

/** As long as a name may be; the server cuts at the same length. */
const NAME_LENGTH = 40;

export function Introduction(props: JoinProps & { model: ViewerModel }) {
  const { model, boot, lang } = props;
  const [open, setOpen] = useState(true);
  const self = selfOf(model);
  if (!open || !self) return null;
  const texts = JOIN_TEXTS[lang];
  const shopper = givenName(shopperOf(model)?.name ?? "");
  const hello = shopper ? texts.hello(shopper, boot.shop) : texts.helloNobody(boot.shop);
  const may = model.may.includes("click") ? texts.may : texts.mayNot;
  return (
    <section class="introduction">
      <p class="introduction-words">{[hello, may].join(texts.betweenSentences)}</p>
      {self.role === "friend" && (
        <NameForm {...props} shown={shownName(self, VIEWER_TEXTS[lang])} close={() => setOpen(false)} />
      )}
      <button
        type="button"
        class="quiet"
        aria-label={texts.close}
        title={texts.close}
        onClick={() => setOpen(false)}
      >
        ×
      </button>
    </section>
  );
}

function NameForm({ viewer, boot, lang, shown, close }: JoinProps & { shown: string; close: () => void }) {
  const texts = JOIN_TEXTS[lang];
  const [name, setName] = useState(keptName());
  const save = async (event: Event) => {
    event.preventDefault();
    close();
    const chosen = name.trim();
    keepName(chosen);
    if (chosen === "" || chosen === shown) return;
    viewer.restart(await rename(boot.token, chosen));
  };
  return (
    <form class="name-form" onSubmit={(event) => void save(event)}>
      <label for="name">{texts.nameLabel}</label>
      <input
        id="name"
        autocomplete="nickname"
        maxLength={NAME_LENGTH}
        placeholder={shown || texts.nameDefault}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button primary">
        {texts.nameSave}
      </button>
    </form>
  );
}
