/** The page behind a link: joins at once, shows the mirror, and asks for a name beside it, never in its way. */
import { render } from "preact";
import { ApiError } from "../viewer/api";
import { readBoot } from "../viewer/boot";
import { expose } from "../viewer/expose";
import { keptLanguage, keptName } from "../viewer/keep";
import { MirrorFrame } from "../viewer/mirror_frame";
import { VIEWER_TEXTS } from "../viewer/texts";
import { Viewer } from "../viewer/viewer";
import { JoinPage } from "./join_page";
import type { JoinBoot } from "./join_page";
import { redeem, redeemPatiently } from "./redeem";
import "../style/tokens.css";
import "../style/base.css";
import "../style/stage.css";
import "../style/mark.css";
import "../style/notice.css";
import "../style/talk.css";
import "../style/voice.css";
import "../style/guide.css";
import "../style/join.css";

const boot = readBoot<JoinBoot>();
const lang = boot.plain ? boot.lang : keptLanguage(boot.lang);
const app = document.getElementById("app") as HTMLElement;
document.documentElement.lang = lang;

/** The iframe loads while the link is redeemed; both are needed for the first picture. */
const mirror = new MirrorFrame(VIEWER_TEXTS[lang].mirror);
const viewer = new Viewer({ renew, mirror, plain: boot.plain, lang, place: boot.token });
expose(viewer);

async function renew(): Promise<string> {
  return (await redeem(boot.token, keptName())).ticket;
}

async function join(): Promise<void> {
  render(<JoinPage viewer={viewer} mirror={mirror} boot={boot} lang={lang} />, app);
  try {
    const joined = await redeemPatiently(boot.token, keptName(), () => viewer.lost());
    viewer.start(joined.ticket);
  } catch (error) {
    viewer.stopped(error instanceof ApiError ? error.code : "error");
  }
}

void join();
