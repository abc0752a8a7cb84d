// Builds everything that a browser loads, into dist/. `--watch` keeps it fresh.
//
//   widget/index.ts   → dist/widget.js            one file, its style inside; loads, once it is needed:
//   widget/more/index.ts → dist/widget-more.js    the same for what is not needed at first sight
//   console/index.ts  → dist/console/console.js
//   console/, demo/   → dist/console/, dist/demo/ every file that is not TypeScript, as it stands
//
// `--out DIR` builds elsewhere than into dist/.
// `import css from "./styles.css"` gives the minified style as a string.
import { build, context, transform } from "esbuild";
import { cp, mkdir, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: { watch: { type: "boolean" }, out: { type: "string" } } });
const dist = resolve(options.out ?? join(here, "dist"));

const styleAsText = {
  name: "style as text",
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true, target: "es2022" });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  legalComments: "none",
  charset: "utf8",
  target: "es2022",
  plugins: [styleAsText],
  logLevel: options.watch ? "info" : "warning",
};

const bundles = [
  { entryPoints: ["widget/index.ts"], outfile: join(dist, "widget.js"), format: "iife" },
  { entryPoints: ["widget/more/index.ts"], outfile: join(dist, "widget-more.js"), format: "iife" },
  { entryPoints: ["console/index.ts"], outfile: join(dist, "console/console.js"), format: "esm", sourcemap: true },
].filter(({ entryPoints: [entry] }) => existsSync(join(here, entry)));

/** Copies a folder's pages, styles and pictures; TypeScript and editors' files stay behind. */
async function copyStatic(folder) {
  if (!existsSync(join(here, folder))) return;
  await cp(join(here, folder), join(dist, folder), {
    recursive: true,
    filter: (source) => extname(source) !== ".ts" && !source.endsWith("~"),
  });
}

if (options.watch) {
  await mkdir(dist, { recursive: true });
  for (const bundle of bundles) await (await context({ ...shared, ...bundle })).watch();
  await Promise.all(["console", "demo"].map(copyStatic));
} else {
  await mkdir(dist, { recursive: true });
  await Promise.all(bundles.map((bundle) => build({ ...shared, ...bundle })));
  await Promise.all(["console", "demo"].map(copyStatic));
}
