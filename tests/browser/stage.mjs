// The stage of the stories: the real program with the example community in a database of its own. SAKSGANG names the
// program, else it is found where ./dev puts it; PAGES a folder that build.mjs wrote, else its pages are those in it.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.SAKSGANG ?? join(root, "build/release/saksgang");
const pages = process.env.PAGES ? ["--pages", process.env.PAGES] : [];
const example = join(root, "docs/examples/vest-viken");
export const { password } = JSON.parse(readFileSync(join(example, "accounts.json"), "utf8"));

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

function start(command, args, ready) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => String(data).includes(ready) && resolve(child));
    child.on("exit", (code) => reject(new Error(`${command} ended with ${code}`)));
  });
}

export async function stage() {
  const folder = mkdtempSync(join(tmpdir(), "saksgang-browser-"));
  const database = ["--database", `sqlite:${join(folder, "a.db")}`];
  for (const args of [["migrate", ...database], ["load", ...database, example]]) {
    const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  }
  const port = await freePort();
  const serve = () => start(program, ["serve", ...database, ...pages, "--port", port, "--log-level", "error"], "ready");
  let server = await serve();
  const stop = () => new Promise((gone) => (server.removeAllListeners("exit").on("exit", gone), server.kill()));
  const url = `http://127.0.0.1:${port}/vest-viken`;
  return {
    url,
    as: (username) => client(`${url}/api/v1`, username),
    stopServer: stop,
    startServer: async () => void (server = await serve()),
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is prepared before a story begins goes through the API, as somebody. */
export async function client(api, username) {
  let token;
  async function call(method, path, body, type = "application/json") {
    const response = await fetch(api + path, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body !== undefined && { "Content-Type": type }) },
      body: type === "application/json" ? JSON.stringify(body) : body,
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
  ({ token } = await call("POST", "/sessions", { username, password }));
  const upload = (bytes, type) => call("POST", "/documents", bytes, type);
  return {
    get: (path) => call("GET", path),
    post: (path, body = {}) => call("POST", path, body),
    upload,
    document: async (title, text = title) => ({ digest: (await upload(text, "text/plain; charset=utf-8")).digest, title }),
  };
}
