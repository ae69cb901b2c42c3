/** The page around a mirror on the test bench: what the joining page is in the product, at 1:1 and without a role. */
import { densityOf, frameStyle, seenSize } from "../../../console/web/viewer/fit";
import type { FromMirror, Positions, ToMirror } from "../../../alongside/wire/messages";

type Bench = {
  benchRelay: string;
  alongsideMirror: {
    position: Positions;
    ready: boolean;
    log: unknown[];
    /** Acts go to the host page; without it they are answered as done. */
    isActing: boolean;
    send(message: ToMirror): void;
  };
};

const bench = window as unknown as Bench;
const frame = document.createElement("iframe");
frame.id = "mirror";
frame.sandbox.add("allow-scripts");
frame.src = "/mirror";
frame.style.cssText = "display:block;border:0;width:1px;height:1px;transform-origin:0 0";
const sheet = document.createElement("div");
sheet.style.overflow = "hidden";
sheet.append(frame);
document.body.style.margin = "0";

const { port1, port2 } = new MessageChannel();
const send = (message: ToMirror) => port1.postMessage(message);
bench.alongsideMirror = { position: {}, ready: false, log: [], isActing: false, send };

function connect(): void {
  const socket = new WebSocket(bench.benchRelay);
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data as string) as unknown[];
    const isMine = message[0] === "done" || message[0] === "caret";
    // Without the participant, as the hub tells it.
    send((isMine ? [message[0], ...message.slice(2)] : message) as unknown as ToMirror);
  };
  port1.onmessage = ({ data }: MessageEvent<FromMirror>) => heard(data, socket);
}

function heard(message: FromMirror, socket: WebSocket): void {
  const state = bench.alongsideMirror;
  if (message[0] === "position") state.position = message[1];
  else if (message[0] === "ready") state.ready = true;
  else if (message[0] === "act" && !state.isActing) send(["done", message[1], "ok"]);
  else if (/^(act|want|need)$/.test(message[0])) socket.send(JSON.stringify(message));
  else if (message[0] === "size") layOut(message);
  state.log.push(message);
}

function layOut([, width, height, density, view]: Extract<
  FromMirror,
  readonly ["size", ...unknown[]]
>): void {
  const shown = { width, height, density, view };
  const seen = seenSize(shown);
  Object.assign(sheet.style, { width: `${seen.width}px`, height: `${seen.height}px` });
  Object.assign(frame.style, frameStyle(shown, 1, densityOf(frame)));
}

addEventListener("message", (event) => {
  if (event.source !== frame.contentWindow || (event.data as unknown[])[0] !== "up") return;
  frame.contentWindow!.postMessage("port", "*", [port2]);
  send(["mode", { act: true, plain: true, lang: "en" }]);
  connect();
});
document.body.append(sheet);
