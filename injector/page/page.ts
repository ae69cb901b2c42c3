/**
 * What loads only in a session (or when the shopper first reaches for one): ties the panel, this tab's visit and `window.alongside`
 * together. In a frame of the shop it does nothing: the top window's capture reaches in.
 */
import { Events, publish, type Alongside, type StartOptions, type Started } from "./api";
import { hooksOf } from "./capture/hooks";
import { Panel } from "./panel/panel";
import { withText, type Text } from "./text";
import { Visit } from "./link/visit";

function begin(text: Text): void {
  const events = new Events(window.alongside?.heard);
  let starting: Promise<Started> | null = null;

  const visit: Visit = new Visit({
    changed(model, before) {
      panel.update(model);
      if (model.state !== before.state) events.tell("state", model.state);
      if (model.participants !== before.participants) events.tell("participants", [...model.participants]);
    },
    talk: (message) => panel.hear(message),
    tools: () => panel.tools,
    asked: (who, tab) => panel.askTab(who, tab),
    failed(error) {
      panel.fail(text.error.over, () => panel.open());
      events.tell("error", error);
    },
  });
  const panel: Panel = new Panel(text, visit.model, {
    start: (kind) => void start({ kind }).catch(() => undefined),
    stop: () => void visit.stop(),
    invite: () => visit.invite(),
    renewCode: () => visit.renewCode(),
    send: (message) => visit.talk(message),
    refresh: () => void visit.details().catch(() => undefined),
  });

  async function startOnce({ kind, consent }: StartOptions): Promise<Started> {
    if (visit.isRunning) return visit.details();
    if (consent !== true && !(await panel.ask(kind))) throw new Error("The shopper did not agree to share");
    if (consent !== true) panel.wait();
    try {
      const started = await visit.begin(kind);
      if (consent !== true) panel.open();
      return started;
    } catch (error) {
      if (consent !== true) panel.fail(text.error.network, () => void start({ kind }).catch(() => undefined));
      events.tell("error", error as Error);
      throw error;
    }
  }
  const start = (options: StartOptions): Promise<Started> =>
    (starting ??= startOnce(options).finally(() => (starting = null)));

  const api: Alongside = {
    get state() {
      return visit.model.state;
    },
    get position() {
      return visit.position;
    },
    start,
    invite: () => visit.invite(),
    stop: () => visit.stop(),
    open: async () => panel.open(),
    on: (name, call) => events.on(name, call),
  };
  publish(api);
  visit.resume();
}

// Without head.js there is nothing to capture with.
if (window === top && hooksOf(window) && !window.alongside?.taken) withText(document, begin);
