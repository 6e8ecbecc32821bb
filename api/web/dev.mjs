// node dev.mjs FOLDER [PORT] [API]: serves what build.mjs wrote and passes /{community}/api/ on to the server, as the
// program itself does once the pages are in it.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { join, resolve } from "node:path";

const [folder = "dist", port = "8191", api = "http://127.0.0.1:8190"] = process.argv.slice(2);
const root = resolve(folder);
const files = new Map(JSON.parse(await readFile(join(root, "manifest.json"), "utf8")).map((f) => ["/" + f.path, f]));
const index = files.get("/index.html");
const endings = { br: ".br", gzip: ".gz" };

const policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

function pass_on(from, to) {
  const { hostname, port } = new URL(api);
  const upstream = request({ hostname, port, path: from.url, method: from.method, headers: from.headers }, (answer) => {
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  upstream.on("error", () => to.writeHead(502).end());
  from.pipe(upstream);
}

function send(file, from, to) {
  const accepted = from.headers["accept-encoding"] ?? "";
  const encoding = Object.keys(endings).find((e) => accepted.includes(e) && file.encodings.includes(endings[e].slice(1)));
  to.writeHead(200, {
    "Content-Type": file.type,
    "Cache-Control": file.forever ? "public, max-age=31536000, immutable" : "no-cache",
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    Vary: "Accept-Encoding",
    ...(encoding && { "Content-Encoding": encoding }),
  });
  createReadStream(join(root, file.path + (encoding ? endings[encoding] : ""))).pipe(to);
}

createServer((from, to) => {
  const path = from.url.split("?")[0];
  if (/^\/[^/]+\/api\//.test(path)) return pass_on(from, to);
  const file = files.get(path) ?? (path.startsWith("/assets/") ? undefined : index);
  if (file) send(file, from, to);
  else to.writeHead(404).end();
}).listen(Number(port), "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));
