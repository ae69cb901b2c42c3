/** Which nodes have acts on their way that the host has not answered, so that its older echoes do not undo what the person just did. */
import type { Action, Result } from "../../../alongside/wire/messages";

/** An answer that has not come after this long is not waited for: the host page may have gone. Milliseconds. */
export const LONGEST_WAIT = 10_000;

type Answer = (result: Result) => void;

export class Pending {
  readonly #send: (action: Action) => number;
  readonly #flying = new Map<number, { node: Node; answer: Answer; timer: ReturnType<typeof setTimeout> }>();
  readonly #counts = new Map<Node, number>();
  /** What the host has not done as it was shown here. */
  readonly #refused = new Set<Node>();
  #settled: (node: Node, wasRefused: boolean) => void = () => undefined;

  constructor(send: (action: Action) => number) {
    this.#send = send;
  }

  onSettled(callback: (node: Node, wasRefused: boolean) => void): void {
    this.#settled = callback;
  }

  /** Sends an act about `node`, which is pending until the answer; `answer` is called with it. */
  send(node: Node, action: Action, answer: Answer = () => undefined): void {
    const seq = this.#send(action);
    this.hold(node);
    const timer = setTimeout(() => this.done(seq, "away"), LONGEST_WAIT);
    this.#flying.set(seq, { node, answer, timer });
  }

  done(seq: number, result: Result): void {
    const act = this.#flying.get(seq);
    if (!act) return;
    this.#flying.delete(seq);
    clearTimeout(act.timer);
    act.answer(result);
    if (result !== "ok") this.#refused.add(act.node);
    this.release(act.node);
  }

  /** Pending without an act: a composition or a scrolling that goes on. Each needs its `release`. */
  hold(node: Node): void {
    this.#counts.set(node, (this.#counts.get(node) ?? 0) + 1);
  }

  release(node: Node): void {
    const left = (this.#counts.get(node) ?? 0) - 1;
    if (left > 0) return void this.#counts.set(node, left);
    if (this.#counts.delete(node)) this.#settled(node, this.#refused.delete(node));
  }

  isPending(node: Node): boolean {
    return this.#counts.has(node);
  }

  clear(): void {
    for (const { timer } of this.#flying.values()) clearTimeout(timer);
    this.#flying.clear();
    this.#counts.clear();
  }
}

/** Calls `act` at most once in `every` milliseconds, with the last arguments, and always with the very last. */
export function throttle<Args extends unknown[]>(
  every: number,
  act: (...args: Args) => void,
): (...args: Args) => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let next: Args | null = null;
  const tick = () => {
    timer = null;
    if (!next) return;
    const args = next;
    next = null;
    timer = setTimeout(tick, every);
    act(...args);
  };
  return (...args) => {
    next = args;
    if (timer === null) tick();
  };
}
