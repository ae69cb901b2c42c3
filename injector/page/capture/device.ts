/** What the shopper's device is, told anew when a media feature changes; and the part of the page that a pinch has zoomed to. */
import { queriesOf, readDevice } from "../../../alongside/wire/device";
import { WHOLE, type Op, type View } from "../../../alongside/wire/ops";
import type { Scope } from "./scope";

export class DeviceWatch {
  #queries: Map<string, MediaQueryList> | null = null;
  #isStale = true;
  #isMoved = true;
  #device = "";
  #view = "";

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  reset(): void {
    this.#device = this.#view = "";
    this.heardFrame();
  }

  stop(): void {
    for (const query of this.#queries?.values() ?? []) query.removeEventListener("change", this.heardFrame);
    for (const name of VIEW_EVENTS)
      this.#scope.window.visualViewport?.removeEventListener(name, this.#heardView);
  }

  readonly heardFrame = (): void => {
    this.#isStale = true;
    this.#heardView();
  };

  readonly #heardView = (): void => {
    this.#isMoved = true;
    this.#scope.wake();
  };

  flush(): Op[] {
    const ops: Op[] = [];
    if (!this.#scope.document.documentElement) return ops;
    if (this.#isStale) this.#flushDevice(ops);
    if (this.#isMoved) this.#flushView(ops);
    this.#isStale = this.#isMoved = false;
    return ops;
  }

  #flushDevice(ops: Op[]): void {
    this.#queries ??= this.#listen();
    const device = readDevice(this.#scope.window, this.#queries);
    if (this.#device !== (this.#device = JSON.stringify(device))) ops.push(["D", device]);
  }

  #flushView(ops: Op[]): void {
    const view = viewOf(this.#scope.window);
    if ((this.#view || `${WHOLE}`) !== (this.#view = `${view}`)) ops.push(["W", ...view]);
  }

  #listen(): Map<string, MediaQueryList> {
    const { window } = this.#scope;
    const queries = queriesOf(window);
    for (const query of queries.values()) query.addEventListener("change", this.heardFrame);
    for (const name of VIEW_EVENTS) window.visualViewport?.addEventListener(name, this.#heardView);
    return queries;
  }
}

const VIEW_EVENTS = ["resize", "scroll"];
/** The visual viewport leaves scroll bars out; what a keyboard takes is more than they are thick. */
const KEYBOARD = 40;

function viewOf({ visualViewport: view, innerHeight }: Window): View {
  if (!view || (view.scale === 1 && view.height > innerHeight - KEYBOARD)) return WHOLE;
  const { scale, offsetLeft, offsetTop, width, height } = view;
  return [scale, offsetLeft, offsetTop, width, height].map(
    (n) => Math.round(n * 1e4) / 1e4,
  ) as unknown as View;
}
