/** `window.alongsideMirror`: for tests and for pages that embed, what the mirror of this page shows. */
import type { Positions } from "../../../alongside/wire/messages";
import type { Viewer } from "./viewer";

export interface ExposedMirror {
  /** Frame id → how far the mirror shows that frame's page log; empty while no session is open. */
  readonly position: Positions;
  /** Fulfilled by the first complete picture of the session that is open, or of the first that will be. */
  readonly ready: Promise<void>;
}

declare global {
  interface Window {
    alongsideMirror: ExposedMirror;
  }
}

class Exposed implements ExposedMirror {
  private viewer: Viewer | null = null;
  private shown: () => void = () => undefined;
  /** The first picture of the first session that is opened on this page. */
  private readonly first = new Promise<void>((resolve) => (this.shown = resolve));

  show(viewer: Viewer | null): void {
    this.viewer = viewer;
    void viewer?.ready.then(this.shown);
  }

  get position(): Positions {
    return this.viewer?.applied ?? {};
  }

  get ready(): Promise<void> {
    return this.viewer?.ready ?? this.first;
  }
}

const exposed = new Exposed();
window.alongsideMirror = exposed;

export function expose(viewer: Viewer | null): void {
  exposed.show(viewer);
}
