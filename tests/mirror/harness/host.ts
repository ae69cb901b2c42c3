/** The page script of the test bench: captures this page and sends its records to the relay. */
import { Capture, type CaptureOptions } from "../../../injector/page/capture/capture";

type Bench = {
  benchRelay: string;
  benchOptions?: Partial<CaptureOptions>;
  benchCapture: Capture;
  alongside: object;
};

/** Frames have their hooks from head.js; the capture of the top window reaches into them. */
function begin(bench: Bench): void {
  const socket = new WebSocket(bench.benchRelay);
  const options = { mask: [], block: [], noremote: [], ...bench.benchOptions };
  const capture = new Capture(window, { record: (record) => socket.send(JSON.stringify(record)) }, options);
  bench.benchCapture = capture;
  bench.alongside = {
    get position() {
      capture.flush();
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
