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
  // Templates are compiled in the page, as in shops that have no build.
  alias: { vue: "vue/dist/vue.esm-bundler.js" },
  define: {
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
});
process.stdout.write(outputFiles[0].text);
