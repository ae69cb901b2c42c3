/** What the join page shows: the mirror under a slim bar, or alone, or a note that says why there is none. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { GuideButton, GuidePanel } from "../guide/guide_panel";
import { TalkButton } from "../talk/talk_button";
import { TalkPanel } from "../talk/talk_panel";
import type { Language } from "../viewer/boot";
import type { MirrorFrame } from "../viewer/mirror_frame";
import { phaseOf, shopperOf } from "../viewer/model";
import type { ViewerModel } from "../viewer/model";
import { FollowSwitch, TabStrip } from "../viewer/looking";
import { FitSwitch, People, Stage, useModel } from "../viewer/stage";
import { VIEWER_TEXTS, givenName } from "../viewer/texts";
import type { Viewer } from "../viewer/viewer";
import { Introduction } from "./introduction";
import { Notice } from "./notice";
import { JOIN_TEXTS } from "./texts";
import { VoiceButton, VoiceStrip } from "../viewer/voice";
import { keepPlace } from "../viewer/keep";

export interface JoinBoot {
  lang: Language;
  token: string;
  plain: boolean;
  inviter: string;
  shop: string;
  shopUrl: string;
  /** All hosts of the shop, this one among them. */
  shops: string[];
}

export interface JoinProps {
  viewer: Viewer;
  mirror: MirrorFrame;
  boot: JoinBoot;
  lang: Language;
}

export function JoinPage(props: JoinProps) {
  const model = useModel(props.viewer);
  const phase = phaseOf(model);
  if (phase === "ended") return <Notice code="session-ended" model={model} {...props} />;
  if (model.link.is === "stopped") return <Notice code={model.link.code} model={model} {...props} />;
  return props.boot.plain ? <Plain mirror={props.mirror} /> : <Joined model={model} {...props} />;
}

/** Nothing but the mirror at 1:1, for embedding. */
function Plain({ mirror }: { mirror: MirrorFrame }) {
  const stage = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    mirror.setMode("actual");
    if (stage.current) mirror.attach(stage.current);
  }, [mirror]);
  return <div class="plain-stage" ref={stage} />;
}

function Joined({ model, ...props }: JoinProps & { model: ViewerModel }) {
  const texts = VIEWER_TEXTS[props.lang];
  const { viewer, lang } = props;
  const [panel, setPanel] = useState<"talk" | "guide" | null>(null);
  const turn = (to: "talk" | "guide") => setPanel(panel === to ? null : to);
  return (
    <div class="join">
      <Bar model={model} {...props}>
        <GuideButton model={model} lang={lang} open={panel === "guide"} turn={() => turn("guide")} />
        <span class="bar-talk">
          <VoiceButton viewer={viewer} model={model} lang={lang} />
          <TalkButton viewer={viewer} lang={lang} open={panel === "talk"} turn={() => turn("talk")} />
        </span>
      </Bar>
      <main class="join-main">
        <TabStrip viewer={props.viewer} model={model} texts={texts} />
        <VoiceStrip viewer={viewer} model={model} lang={lang} />
        <Introduction model={model} {...props} />
        <div class="beside">
          <Stage viewer={viewer} mirror={props.mirror} model={model} texts={texts} />
          {panel === "talk" && (
            <TalkPanel viewer={viewer} model={model} lang={lang} close={() => setPanel(null)} />
          )}
          <GuidePanel
            viewer={viewer}
            model={model}
            lang={lang}
            open={panel === "guide"}
            close={() => setPanel(null)}
          />
        </div>
      </main>
    </div>
  );
}

function Bar({
  model,
  viewer,
  mirror,
  boot,
  lang,
  children,
}: JoinProps & { model: ViewerModel; children: ComponentChildren }) {
  const texts = VIEWER_TEXTS[lang];
  const shopper = givenName(shopperOf(model)?.name ?? boot.inviter);
  const leave = () => {
    keepPlace(boot.token, null);
    viewer.leave();
  };
  return (
    <header class="bar">
      <div class="bar-what">
        <h1 class="bar-title">{shopper ? JOIN_TEXTS[lang].page(shopper) : JOIN_TEXTS[lang].pageNobody}</h1>
        <span class="bar-page" title={model.url}>
          {model.title || boot.shop}
        </span>
      </div>
      <People model={model} texts={texts} scrolls />
      <FollowSwitch viewer={viewer} model={model} texts={texts} />
      <FitSwitch mirror={mirror} texts={texts} />
      {children}
      <button type="button" class="button" onClick={leave}>
        {texts.leave}
      </button>
    </header>
  );
}
