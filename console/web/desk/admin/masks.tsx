/** Selectors of what is hidden and what nobody else may press, looked at by this very browser while they are typed. */
import type { Catalogue } from "../../viewer/boot";
import { Lines } from "./fields";
import type { PageProps } from "./settings";
import { SETTINGS_TEXTS } from "./texts";

type Kind = "mask" | "block" | "noremote";

const KINDS: Kind[] = ["mask", "block", "noremote"];

interface Texts {
  selector: string;
  kinds: Record<Kind, { title: string; about: string; example: string }>;
  applies: string;
}

const TEXTS: Catalogue<Texts> = {
  en: {
    selector: "CSS selectors",
    kinds: {
      mask: {
        title: "Shown as blocks",
        about: "Each word becomes a block of its width, and nobody else can type there.",
        example: ".order-history .address",
      },
      block: {
        title: "Shown as a grey box",
        about: "Nothing of what is in it is sent, pictures and canvases included.",
        example: "#loyalty-card",
      },
      noremote: {
        title: "Only the shopper presses",
        about: "Everybody sees it, nobody but the shopper can press it or type in it.",
        example: "button.place-order",
      },
    },
    applies: "Saved changes reach running sessions at once. What was seen before was seen.",
  },
  ja: {
    selector: "CSS セレクター",
    kinds: {
      mask: {
        title: "文字をブロックで表示",
        about: "単語は同じ幅のブロックになり、ほかの方は入力できません。",
        example: ".order-history .address",
      },
      block: {
        title: "灰色の枠で表示",
        about: "画像やキャンバスを含め、中身は一切送信されません。",
        example: "#loyalty-card",
      },
      noremote: {
        title: "お客様だけが操作",
        about: "全員に見えますが、押したり入力したりできるのはお客様だけです。",
        example: "button.place-order",
      },
    },
    applies: "保存すると進行中のセッションにもすぐに反映されます。すでに表示された内容は取り消せません。",
  },
};

export function Masks({ lang, value, edit }: PageProps<"masks">) {
  const texts = TEXTS[lang];
  return (
    <>
      {KINDS.map((kind) => (
        <section key={kind} class="settings-card" aria-label={texts.kinds[kind].title}>
          <h2>{texts.kinds[kind].title}</h2>
          <p class="field-hint">{texts.kinds[kind].about}</p>
          <Lines
            label={texts.selector}
            lines={value[kind]}
            field={kind}
            lang={lang}
            placeholder={texts.kinds[kind].example}
            check={(line) => (isSelector(line) ? "" : SETTINGS_TEXTS[lang].problems["selector"]!)}
            set={(lines, at) => edit({ ...value, [kind]: lines }, at)}
          />
        </section>
      ))}
      <p class="settings-note">{texts.applies}</p>
    </>
  );
}

const probe = document.createDocumentFragment();

function isSelector(text: string): boolean {
  try {
    probe.querySelector(text);
    return true;
  } catch {
    return false;
  }
}
