/**
 * Where the shop demands trusted types, addresses of scripts come from a policy of ours; the road adds its name to those that may be made.
 * A policy of one name may be made once in a page.
 */
export function scriptUrls(name: "alongside" | "alongside-page"): ScriptUrls {
  const plain = { createScriptURL: (url: string) => url };
  return window.trustedTypes?.createPolicy(name, plain) ?? plain;
}
