/** Bundles one TypeScript file of the tests as the product's own are bundled, to standard output. */
import { build } from "esbuild";

const [entry] = process.argv.slice(2);
const { outputFiles } = await build({
  entryPoints: [entry],
  bundle: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  loader: { ".css": "text" },
  write: false,
});
process.stdout.write(outputFiles[0].text);
