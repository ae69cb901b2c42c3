/** What the language's own library does not know of the browser yet. */
interface ScriptUrls {
  createScriptURL(url: string): string;
}

interface Window {
  trustedTypes?: { createPolicy(name: string, rules: ScriptUrls): ScriptUrls };
}
