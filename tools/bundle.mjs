/**
 * Builds every bundle into alongside/bundles/ and writes manifest.json: file name → short content hash.
 * Styles of what runs in the shop's pages are text (they go into constructed sheets); those of the live host are files.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { build, transform } from "esbuild";
import { minify } from "terser";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const outdir = path.join(root, "alongside", "bundles");

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  outdir,
  legalComments: "none",
  logLevel: "warning",
};

/** Style sheets as text, without the white space that only their readers need. */
const sheetsAsText = {
  name: "sheets-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async (args) => {
      const source = await readFile(args.path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true, charset: "utf8" });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Bundles that others bring in; they come before those that name them, so that they are asked for by version and kept for ever. */
const BROUGHT = ["ja", "media", "ask", "control", "call", "choose", "talk", "care", "invite", "beside"];

/** Makes smaller what shoppers download. terser finds a twentieth more than esbuild does. */
async function squeeze(outputFiles) {
  const versions = new Map();
  const rank = ({ path: file }) => BROUGHT.indexOf(path.parse(file).name) + 1 || BROUGHT.length + 1;
  for (const { path: file, text } of outputFiles.sort((a, b) => rank(a) - rank(b))) {
    const options = { ecma: 2022, passes: 3 };
    const { code } = await minify(text, { ecma: 2022, compress: options, format: { ecma: 2022 } });
    const named = code.replace(/"(\w+\.js)"/g, (all, name) => {
      return versions.has(name) ? `"${name}?v=${versions.get(name)}"` : all;
    });
    versions.set(path.basename(file), hashOf(named));
    await writeFile(file, named);
  }
}

const hashOf = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);

/** Members that only our own code reads (members.mjs finds them); one build, so that all bundles call them alike. */
const members = (await readFile(path.join(root, "tools", "members.txt"), "utf8")).trim().split("\n");

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
const { outputFiles } = await build({
  ...shared,
  plugins: [sheetsAsText],
  mangleProps: new RegExp(`^(?:${members.join("|")})$`),
  // Without one, every bundle would have names of its own.
  mangleCache: {},
  write: false,
  entryPoints: {
    loader: "injector/page/loader.ts",
    head: "injector/page/head.ts",
    page: "injector/page/page.ts",
    control: "injector/page/control.ts",
    media: "injector/page/media.ts",
    ask: "injector/page/ask.ts",
    talk: "injector/page/talk.ts",
    call: "injector/page/call.ts",
    care: "injector/page/care.ts",
    invite: "injector/page/invite.ts",
    beside: "injector/page/beside.ts",
    choose: "injector/page/choose.ts",
    ja: "injector/page/ja.ts",
  },
});
await Promise.all([
  squeeze(outputFiles),
  build({ ...shared, plugins: [sheetsAsText], entryPoints: { mirror: "console/web/mirror/mirror.ts" } }),
  build({
    ...shared,
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: {
      join: "console/web/join/join.tsx",
      desk: "console/web/desk/desk.tsx",
      admin: "console/web/desk/admin/admin.tsx",
    },
  }),
]);

const names = (await readdir(outdir)).sort();
const versions = await Promise.all(
  names.map(async (name) => hashOf(await readFile(path.join(outdir, name)))),
);
const manifest = Object.fromEntries(names.map((name, i) => [name, versions[i]]));
await writeFile(path.join(outdir, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
