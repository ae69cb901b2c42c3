/** Paths by the patterns of the settings: `*`, `?` and `[…]`, as on the road. Pure. */

export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => new RegExp(`^(?:${sourceOf(pattern)})$`, "s"));
  return (path) => tests.some((test) => test.test(path));
}

const sourceOf = (pattern: string): string =>
  pattern.replace(/\[(!?)([^\]]+)\]|[\s\S]/g, (all, not: string | undefined, set: string | undefined) => {
    if (set !== undefined) return `[${not ? "^" : ""}${set.replace(/[\\\]^]/g, "\\$&")}]`;
    if (all === "*") return ".*";
    return all === "?" ? "." : all.replace(/[.+^${}()|[\]\\/]/, "\\$&");
  });
