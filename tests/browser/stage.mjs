// The stage of the stories: the real program with the example community in a database of its own, and the pages before
// it. SAKSGANG names the program, PAGES the folder that build.mjs wrote; both are found where ./dev puts them.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.SAKSGANG ?? join(root, "build/release/saksgang");
const pages = process.env.PAGES ?? join(root, "build/web");
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
  const [apiPort, webPort] = [await freePort(), await freePort()];
  let server = await start(program, ["serve", ...database, "--port", apiPort, "--log-level", "error"], "ready");
  const web = await start(process.execPath, [join(root, "api/web/dev.mjs"), pages, webPort, `http://127.0.0.1:${apiPort}`], "http");
  const stop = (child) => (child.removeAllListeners("exit"), child.kill());
  return {
    url: `http://127.0.0.1:${webPort}/vest-viken`,
    as: (username) => client(`http://127.0.0.1:${apiPort}/vest-viken/api/v1`, username),
    stopServer: () => stop(server),
    startServer: async () => void (server = await start(program, ["serve", ...database, "--port", apiPort, "--log-level", "error"], "ready")),
    end() {
      stop(server);
      stop(web);
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
  return {
    get: (path) => call("GET", path),
    post: (path, body = {}) => call("POST", path, body),
    document: async (title, text = title) => ({ digest: (await call("POST", "/documents", text, "text/plain; charset=utf-8")).digest, title }),
  };
}
