// Firefox ESR and WebKitGTK, as Debian has them, by WebDriver's commands. WebKit has a driver that speaks HTTP; Firefox
// takes the same commands over a socket of its own (Marionette, which geckodriver, not in Debian, translates to).

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { freePort } from "./stage.mjs";

const patience_ms = 60_000; // a busy machine

/** Whatever `look` gives, once it gives something. */
async function until(look, what) {
  for (const end = Date.now() + patience_ms; Date.now() < end; await after(50)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}

// ------------------------------------------------------------------------------------------------- the browsers

/** A browser with a profile of its own, as a person at it; `end` puts both away. */
export async function browser(name) {
  const home = mkdtempSync(join(tmpdir(), "sg-"));
  const children = [];
  const begin = (command, args, env) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "ignore", "pipe"], env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, ...env } });
    children.push(child);
    return child;
  };
  async function end() {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    const { command, quit } = await browsers[name](begin, home);
    return { ...person(command), end: async () => (await quit(), await end()) };
  } catch (error) {
    await end();
    throw error;
  }
}

const browsers = { firefox, webkit };

async function firefox(begin, home) {
  begin("firefox-esr", ["--headless", "--marionette", "--no-remote", "--profile", home], { MOZ_MARIONETTE_PREF_STATE_ACROSS_RESTARTS: JSON.stringify({ "marionette.port": 0 }) });
  const said = join(home, "MarionetteActivePort");
  const port = Number(await until(() => existsSync(said) && readFileSync(said, "utf8"), "Firefox"));
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  let heard = Buffer.alloc(0), number = 0;
  const greeted = new Promise((resolve) => waiting.set("greeting", resolve));
  socket.on("data", (bytes) => {
    heard = Buffer.concat([heard, bytes]);
    for (let colon; (colon = heard.indexOf(":")) > 0; ) {
      const length = colon + 1 + Number(heard.subarray(0, colon));
      if (heard.length < length) break;
      const message = JSON.parse(heard.subarray(colon + 1, length));
      heard = heard.subarray(length);
      if (Array.isArray(message)) waiting.get(message[1])(message.slice(2));
      else waiting.get("greeting")();
    }
  });
  await greeted;
  const send = async (name, parameters = {}) => {
    const message = JSON.stringify([0, ++number, name, parameters]);
    const [error, value] = await new Promise((resolve) => {
      waiting.set(number, resolve);
      socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
    if (error) throw Object.assign(new Error(error.message), { code: error.error });
    return value !== null && typeof value === "object" && "value" in value ? value.value : value;
  };
  await send("WebDriver:NewSession", {});
  return {
    command: (name, { element, ...parameters } = {}) => send(`WebDriver:${commands[name].marionette}`, { ...parameters, ...(element && { id: element }) }),
    quit: () => (socket.on("error", () => {}), send("Marionette:Quit", { flags: ["eForceQuit"] }).then(() => socket.destroy())),
  };
}

async function webkit(begin) {
  const screen = begin("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
  const display = await new Promise((resolve) => screen.stdio[3].once("data", (data) => resolve(`:${String(data).trim()}`)));
  const port = await freePort();
  begin("WebKitWebDriver", [`--port=${port}`], { DISPLAY: display, GDK_BACKEND: "x11", WEBKIT_DISABLE_COMPOSITING_MODE: "1" });
  const at = `http://127.0.0.1:${port}`;
  const send = async (method, path, body) => {
    const response = await fetch(at + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await response.json();
    if (!response.ok) throw Object.assign(new Error(value.message), { code: value.error });
    return value;
  };
  await until(() => send("GET", "/status").catch(() => undefined), "WebKitWebDriver");
  const { sessionId } = await send("POST", "/session", { capabilities: { alwaysMatch: { browserName: "MiniBrowser" } } });
  return {
    command: (name, { element, ...parameters } = {}) => {
      const [method, path] = commands[name].http;
      return send(method, `/session/${sessionId}${path.replace("{element}", element)}`, method === "POST" ? parameters : undefined);
    },
    quit: () => send("DELETE", `/session/${sessionId}`),
  };
}

const commands = {
  go: { marionette: "Navigate", http: ["POST", "/url"] },
  find: { marionette: "FindElements", http: ["POST", "/elements"] },
  role: { marionette: "GetComputedRole", http: ["GET", "/element/{element}/computedrole"] },
  label: { marionette: "GetComputedLabel", http: ["GET", "/element/{element}/computedlabel"] },
  click: { marionette: "ElementClick", http: ["POST", "/element/{element}/click"] },
  clear: { marionette: "ElementClear", http: ["POST", "/element/{element}/clear"] },
  type: { marionette: "ElementSendKeys", http: ["POST", "/element/{element}/value"] },
  run: { marionette: "ExecuteScript", http: ["POST", "/execute/sync"] },
};

// --------------------------------------------------------------------------------------------------- the person

// A field for a password has no role, and one for a file has many: those are found by their names alone.
const where = { link: "a[href]", button: "button", heading: "h1, h2", radio: "input", checkbox: "input", field: "input, textarea", option: "u-option" };
const passing = ["stale element reference", "no such element", "element not interactable", "element click intercepted"]; // the page is being drawn

/** What one sees and does, by the roles and names that this browser computes. */
function person(command) {
  const matches = (text, name) => (typeof name === "string" ? text === name : name.test(text));
  const run = (script, ...args) => command("run", { script, args });
  async function named(role, name) {
    for (const element of (await command("find", { using: "css selector", value: where[role] })).map((each) => Object.values(each)[0]))
      if ((role === "field" || (await command("role", { element })) === role) && matches((await command("label", { element })).trim(), name)) return element;
  }
  const act = (role, name, ...steps) =>
    until(async () => {
      try {
        const element = await named(role, name);
        for (const step of element ? steps : []) await step(element);
        return element;
      } catch (error) {
        if (!passing.includes(error.code)) throw error;
      }
    }, `${role} ${name}`);
  return {
    go: (url) => command("go", { url }),
    see: (text) => until(() => run("return document.body.innerText.includes(arguments[0])", text), `«${text}»`),
    find: (role, name) => act(role, name),
    press: (role, name) => act(role, name, (element) => command("click", { element })),
    attach: (name, path) => act("field", name, (element) => command("type", { element, text: path })),
    fill: (name, text) => act("field", name, (element) => command("clear", { element }), (element) => command("type", { element, text })),
  };
}
