/** `window.alongsideMirror`: for tests and for pages that embed, what the mirror of this page shows. */
import type { Positions } from "../../../alongside/wire/messages";
import type { Viewer } from "./viewer";

export interface ExposedMirror {
  /** Frame id → how far the mirror shows that frame's page log. */
  readonly position: Positions;
  /** Fulfilled by the first complete picture. */
  readonly ready: Promise<void>;
}

declare global {
  interface Window {
    /** Absent while no session is open. */
    alongsideMirror?: ExposedMirror;
  }
}

export function expose(viewer: Viewer | null): void {
  if (!viewer) return void delete window.alongsideMirror;
  window.alongsideMirror = {
    get position() {
      return viewer.applied;
    },
    ready: viewer.ready,
  };
}
