// The stage of the stories: the real program with the example community in a database of its own, SQLite or a private
// PostgreSQL. SAKSGANG names the program, else it is found where ./dev puts it; PAGES a folder that build.mjs wrote, else
// its pages are those in it.

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

export const freePort = () =>
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

/** An address, and how what is there is put away. */
const databases = {
  sqlite: (folder) => ({ address: `sqlite:${join(folder, "a.db")}`, end() {} }),
  postgres: (folder) => ({ address: postgres("start", folder), end: () => postgres("stop", folder) }),
};
const postgres = (what, folder) => run(join(root, "tests/support/postgres"), [what, folder]).trim();

function run(command, args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw error ?? new Error(stderr);
  return stdout;
}

/** `today`: with what ./dev run adds to the example, so that there is something to do. */
export async function stage({ database: kind = "sqlite", today = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "sg-"));
  const { address, end } = databases[kind](folder);
  const database = ["--database", address];
  run(program, ["migrate", ...database]);
  run(program, ["load", ...database, example, ...(today ? [join(example, "meetings-2023.json"), join(example, "today.json")] : [])]);
  const servers = [];
  async function server() {
    const port = await freePort();
    const serve = () => start(program, ["serve", ...database, ...pages, "--port", port, "--log-level", "error"], "ready");
    let running = await serve();
    const here = {
      url: `http://127.0.0.1:${port}/vest-viken`,
      stopServer: () => new Promise((gone) => (running.removeAllListeners("exit").on("exit", gone), running.kill())),
      startServer: async () => void (running = await serve()),
    };
    servers.push(here);
    return here;
  }
  const first = await server();
  return {
    ...first,
    as: (username) => client(`${first.url}/api/v1`, username),
    /** Of the same database; what it gives is enough to sign in at. */
    anotherServer: server,
    async end() {
      await Promise.all(servers.map((each) => each.stopServer()));
      end();
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
