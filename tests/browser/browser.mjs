// A person at a browser, and what is asked of every page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { chromium } from "playwright-core";
import { password, stage } from "./stage.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const chromiumOptions = { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] };
export const phone = { width: 375, height: 740 };
const patience_ms = 60_000; // a busy machine

/** The program, prepared for the stories of a file, and a browser before it: what `stage` gives, and `person`. */
export const setting = (...prepare) => settingOn({}, ...prepare);

export function settingOn(what, ...prepare) {
  const set = {};
  before(async () => void Object.assign(set, await open(what, ...prepare)));
  after(() => set.end?.());
  return set;
}

export async function open(what, ...prepare) {
  const set = await stage(what);
  for (const scene of prepare) await scene(set);
  const browser = await chromium.launch(chromiumOptions);
  const end = async () => {
    await browser.close();
    await set.end();
  };
  return { ...set, end, person: (options) => person(browser, options) };
}

/** A context of their own: what one has on a machine another has not. */
async function person(browser, options) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "nb-NO", ...options });
  context.setDefaultTimeout(patience_ms);
  context.on("page", watch);
  context.on("console", (message) => message.type() === "error" && !/Failed to load resource/.test(message.text()) && message.page()?.complaints.push(message.text()));
  return context.newPage();
}

/** What a page complains of, and what it waits for. */
export function watch(page) {
  page.complaints = [];
  page.asking = new Set();
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("request", (request) => page.asking.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => page.asking.delete(request));
  page.on("response", (response) => /\/events\b/.test(response.url()) && page.asking.delete(response.request())); // it never ends: what happens is heard of from now
}

export async function signIn(page, set, username, path = "/") {
  await page.goto(set.url + path);
  await page.getByLabel("Brukernavn").fill(username);
  await page.getByLabel("Passord").fill(password);
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByRole("link", { name: "Saksgang" }).waitFor();
  await settled(page);
}

/** A reference found by typing. The field is a combobox only while one stands in it. */
export async function choose(scope, label, text) {
  await typeInto(scope, label, text);
  await scope.getByRole("option", { name: text, exact: true }).click();
}

/** The first of those that one finds by these letters. */
export async function chooseFirst(scope, label, letters) {
  await typeInto(scope, label, letters);
  await scope.getByRole("option", { name: new RegExp(letters, "i") }).first().click();
}

async function typeInto(scope, label, letters) {
  const field = scope.getByRole("textbox", { name: label, exact: true }).or(scope.getByRole("combobox", { name: label, exact: true }));
  await field.click();
  await field.fill(letters);
}

/** What is looked at is as expected, or becomes so: a page comes to it at its own time. */
export async function becomes(look, expected) {
  for (const end = Date.now() + patience_ms; Date.now() < end; await pause(50)) if (isDeepStrictEqual(await look(), expected)) return;
  assert.deepEqual(await look(), expected);
}

/** The keyboard is there, or comes there. */
export const focusOn = (locator) => locator.and(locator.page().locator(":focus")).waitFor();

export const gone = (locator) => locator.first().waitFor({ state: "hidden" });

/** All that are there, once `least` are: a list that is asked for at once may be empty. */
export async function all(locator, least = 1) {
  await locator.nth(least - 1).waitFor();
  return locator.all();
}

/** A member answers what is asked of them in writing. */
export async function agree(page, set, username) {
  await signIn(page, set, username);
  await page.getByRole("link", { name: /Ta stilling/ }).click();
  await page.getByRole("radio", { name: "Enig", exact: true }).check();
  await page.getByRole("checkbox", { name: /avgjøres skriftlig/ }).check();
  await page.getByRole("button", { name: "Registrer standpunkt" }).click();
  await page.getByText(/Standpunktet er registrert|ikke lenger til behandling/).waitFor();
}

/** What was asked for has come and stands there: the page asks for nothing, and has had nothing to do, for a while. */
export async function settled(page) {
  const idle = () => scheduler.postTask(() => true, { delay: 60, priority: "background" }); // after all else that waits
  const end = Date.now() + patience_ms;
  for (let quiet = 0; quiet < 5; ) {
    await page.waitForFunction(idle);
    quiet = page.asking.size || (await page.getByText("Henter …").count()) ? 0 : quiet + 1;
    assert.ok(Date.now() < end, `still waits for ${[...page.asking].map((request) => request.url()).join(", ") || "what is being fetched"}`);
  }
}

export async function go(page, set, path) {
  await page.goto(set.url + path);
  await settled(page);
}

export async function accessible(page, where) {
  await page.evaluate(axeSource); // through the debugging port: the policy of the page stands
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  const found = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(", ").slice(0, 300)} (${each.help}) ${each.nodes[0]?.failureSummary?.slice(0, 300)}`);
  assert.deepEqual(found, [], where);
}

export async function notSideways(page, where) {
  const { over, widest } = await page.evaluate(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const widest = [...document.querySelectorAll("main *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll")).slice(0, 3);
    return { over, widest: widest.map((each) => each.tagName + "." + each.className) };
  });
  assert.ok(over <= 0, `${where}: ${over} px too wide (${widest.join(", ")})`);
}

/** Nothing on the console: no error, no breach of the content security policy. */
export function quiet(page) {
  assert.deepEqual(page.complaints, []);
}
