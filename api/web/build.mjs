// node build.mjs FOLDER: the pages as files with hashed names, each also as .gz and .br, index.html, and manifest.json,
// which says of each file its path, media type and whether its name is hashed (and so may be kept for ever).
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
if (!process.argv[2]) {
  console.error("node build.mjs FOLDER");
  process.exit(2);
}
const out = resolve(process.argv[2]);
const types = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2", ".html": "text/html; charset=utf-8" };
const type_of = (path) => types[path.slice(path.lastIndexOf("."))];

// These do not say that they are free of side effects; said for them, what is not used is left out (36 KB gz of
// components, 1.3 MB of icons).
const free_of_effects = /node_modules[\\/]@(digdir[\\/]designsystemet-react|navikt[\\/]aksel-icons)[\\/]/;
const side_effect_free = {
  name: "side-effect-free",
  setup(b) {
    b.onResolve({ filter: /^(\.|@digdir\/designsystemet-react$|@navikt\/aksel-icons$)/ }, async (args) => {
      if (args.pluginData || args.kind !== "import-statement") return;
      const { path, errors } = await b.resolve(args.path, { resolveDir: args.resolveDir, kind: args.kind, pluginData: true });
      return free_of_effects.test(path) && !errors.length ? { path, sideEffects: false } : undefined;
    });
  },
};

// Imported from one file that has them all, what a later load needs would be in the first: each component of the design
// system is imported from a file of its own. What it does beside React, the pages choose (elements.ts).
const components = join(here, "node_modules/@digdir/designsystemet-react/dist/esm/");
const by_itself = {
  name: "by-itself",
  async setup(b) {
    const index = await readFile(components + "index.js", "utf8");
    const parts = (names) => names.split(",").map((each) => each.trim().split(" as "));
    const from = new Map([...index.matchAll(/^import \{(.*)\} from "\.\/(.*)";/gm)].flatMap(([, names, file]) => parts(names).map(([name, local = name]) => [local, [name, file]])));
    const exported = new Map(parts(index.match(/^export \{(.*)\};/m)[1]).map(([local, name = local]) => [name, from.get(local)]));
    const alone = ([name, local = name]) => `import { ${exported.get(name)[0]} as ${local} } from ${JSON.stringify(components + exported.get(name)[1])};`;
    b.onLoad({ filter: /[\\/]src[\\/].*\.tsx$/ }, async (args) => ({
      contents: (await readFile(args.path, "utf8")).replace(/^import \{(.*)\} from "@digdir\/designsystemet-react";$/gm, (_, names) => parts(names).filter(([name]) => !name.startsWith("type ")).map(alone).join(" ")),
      loader: "tsx",
    }));
    b.onResolve({ filter: /^@digdir\/designsystemet-web$/ }, (args) => ({ path: args.path, namespace: "chosen" }));
    b.onLoad({ filter: /.*/, namespace: "chosen" }, () => ({ contents: "" }));
  },
};

// Every browser that we build for has popovers of its own.
const without_polyfill = {
  name: "without-polyfill",
  setup(b) {
    b.onLoad({ filter: /popover-polyfill[\\/]dist[\\/]popover-fn\.js$/ }, () => ({ contents: "export const apply = () => {}, isPolyfilled = () => true, isSupported = () => true;" }));
  },
};

const built = await build({
  absWorkingDir: here,
  entryPoints: { main: "src/main.tsx" },
  bundle: true,
  minify: true,
  format: "esm",
  splitting: true,
  target: ["es2022", "chrome119", "firefox128", "safari17.4"],
  jsx: "automatic",
  charset: "utf8", // else screen readers meet \e5
  outdir: out,
  entryNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  loader: { ".woff2": "file" },
  publicPath: "/",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  plugins: [by_itself, side_effect_free, without_polyfill],
  write: false,
  metafile: true,
});

const files = built.outputFiles.map((f) => ({ path: f.path.slice(out.length + 1), bytes: Buffer.from(f.contents), forever: true }));
// What the first page needs beside its script is asked for at once.
const first = Object.values(built.metafile.outputs).find((each) => each.entryPoint === "src/main.tsx");
const preloads = first.imports.filter((each) => each.kind === "import-statement").map((each) => `<link rel="modulepreload" href="/${relative(out, join(here, each.path))}">`);
const address = (test) => "/" + files.find((f) => test.test(f.path)).path;
let page = await readFile(join(here, "index.html"), "utf8");
page = page
  .replace("{{script}}", address(/main.*\.js$/))
  .replace("{{preloads}}", preloads.join("\n"))
  .replace("{{style}}", address(/main.*\.css$/))
  .replace("{{font}}", address(/latin-wght-normal.*\.woff2$/));
files.push({ path: "index.html", bytes: Buffer.from(page), forever: false });

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "assets"), { recursive: true });
const manifest = [];
for (const { path, bytes, forever } of files) {
  const variants = { "": bytes };
  if (!path.endsWith(".woff2")) {
    variants[".gz"] = gzipSync(bytes, { level: 9 });
    variants[".br"] = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  }
  for (const [ending, data] of Object.entries(variants)) await writeFile(join(out, path + ending), data);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const encodings = Object.keys(variants).filter(Boolean).map((e) => e.slice(1));
  manifest.push({ path, type: type_of(path), sha256, forever, encodings });
  console.log(path.padEnd(48), ...Object.entries(variants).map(([e, d]) => `${e || "plain"} ${d.length}`));
}
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
