/** The page script of the test bench: captures this page and sends its records to the relay. */
import type { LogRecord } from "../../../alongside/wire/messages";
import { Capture, type CaptureOptions } from "../../../injector/page/capture/capture";

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
  socket.onopen = () => capture.start();
  socket.onmessage = (event) => {
    const [name, frame, url] = JSON.parse(event.data as string) as string[];
    if (name === "need") capture.need(frame!, url!);
    else capture.snapshot(frame!);
  };
}

if (window === window.top) begin(window as unknown as Bench);
