/** The page script of the test bench: captures this page and sends its records to the relay. */
import { bring } from "../../../injector/page/bring";
import type { Action, LogRecord } from "../../../alongside/wire/messages";
import { Capture, type CaptureOptions } from "../../../injector/page/capture/capture";
import { Control } from "../../../injector/page/control/control";

type Bench = {
  benchRelay: string;
  benchOptions?: Partial<CaptureOptions>;
  /** Milliseconds that pass each time that capture looks at the clock; without it time is what it is. */
  benchClock?: number;
  benchCapture: Capture;
  alongside: object;
};

/** Frames have their hooks from head.js; the capture of the top window reaches into them. */
function begin(bench: Bench): void {
  const socket = new WebSocket(bench.benchRelay);
  const options = { mask: [], block: [], noremote: [], ...bench.benchOptions };
  const sink = { record: (record: LogRecord) => socket.send(JSON.stringify(record)) };
  const step = bench.benchClock;
  let time = 0;
  const now = step ? () => (time += step) : () => performance.now();
  const capture = new Capture(window, sink, options, undefined, now);
  bench.benchCapture = capture;
  bench.alongside = {
    get position() {
      capture.flushAll();
      return capture.positions;
    },
  };
  // A test may ask for a digest at once, and the code for that is in this bundle.
  socket.onopen = () => void bring("media.js").then(() => capture.start());
  const tell = (...message: unknown[]) => socket.send(JSON.stringify(message));
  const control = new Control(window, capture, (participant, seq, result, places) => {
    if (places) tell("caret", participant, seq, places);
    tell("done", participant, seq, result);
  });
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data as string) as
      ["act", number, Action] | ["need" | "want", string, string];
    if (message[0] === "act") control.enqueue("p2", message[1], message[2]);
    else if (message[0] === "need") capture.need(message[1], message[2]);
    else capture.snapshot(message[1]);
  };
}

if (window === window.top) begin(window as unknown as Bench);
