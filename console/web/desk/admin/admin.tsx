/** What an admin arranges, at the desk: brought in when it is opened, for most reps never see it. */
import { render } from "preact";
import { PartStore } from "./part_store";
import { Settings } from "./settings";
import type { SettingsProps } from "./settings";
import "../../style/admin.css";
import "../../style/rules.css";

export type AdminProps = Omit<SettingsProps, "store">;

/** As the desk knows it: `store` holds what is not saved, also while nothing is shown. */
export class Admin {
  readonly #store = new PartStore();

  show(root: Element, props: AdminProps): void {
    render(<Settings {...props} store={this.#store} />, root);
  }

  hide(root: Element): void {
    render(null, root);
  }

  get isUnsaved(): boolean {
    return this.#store.unsaved.length > 0 || this.#store.rep !== null;
  }

  listen(listener: () => void): () => void {
    return this.#store.listen(listener);
  }
}

declare global {
  interface Window {
    alongsideAdmin?: Admin;
  }
}

window.alongsideAdmin = new Admin();
