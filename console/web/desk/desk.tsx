/** The reps' desk. */
import { render } from "preact";
import { readBoot } from "../viewer/boot";
import { keptLanguage } from "../viewer/keep";
import { App } from "./app";
import type { DeskBoot } from "./app";
import "../style/tokens.css";
import "../style/base.css";
import "../style/stage.css";
import "../style/mark.css";
import "../style/notice.css";
import "../style/talk.css";
import "../style/voice.css";
import "../style/guide.css";
import "../style/panel.css";
import "../style/notes.css";
import "../style/past.css";
import "../style/visitors.css";
import "../style/desk.css";
import "../style/queue.css";
import "../style/cases.css";
import "../style/colleagues.css";

const boot = readBoot<DeskBoot>();
render(<App boot={boot} start={keptLanguage(boot.lang)} />, document.getElementById("app") as HTMLElement);
