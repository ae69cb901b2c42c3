/** Names of custom elements, defined here without any behaviour, so that `:defined` holds. */
import { leaveTrace } from "./traces";

export function defineElement(name: string, base: string, formAssociated: boolean): void {
  if (customElements.get(name)) return;
  try {
    customElements.define(name, emptyClass(base, formAssociated), base ? { extends: base } : undefined);
    leaveTrace();
  } catch {
    // a name that this browser refuses stays undefined
  }
}

function emptyClass(base: string, formAssociated: boolean): CustomElementConstructor {
  const Parent = base
    ? (document.createElement(base).constructor as CustomElementConstructor)
    : (HTMLElement as unknown as CustomElementConstructor);
  return class extends Parent {
    static readonly formAssociated = formAssociated;
  };
}
