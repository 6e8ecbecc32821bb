// npm run lighthouse: what Lighthouse says of the screens that people open each day, as build/lighthouse.json.

import assert from "node:assert/strict";
import lighthouse from "lighthouse";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumOptions, signIn, watch } from "./browser.mjs";
import { writtenProcedure } from "./scenes.mjs";
import { freePort, stage } from "./stage.mjs";

export const screens = {
  tasks: ["koordinator", "/"],
  cases: ["koordinator", "/saker"],
  case: ["koordinator", "/saker/2024-3"],
  form: ["koordinator", "/saker/ny/grant_application/draft_application"],
  position: ["drammen", "/saker/2024-1/standpunkt/r1"],
};

/** By screen: scores of 0 to 100, and what falls short. Each signed in, in the browser that is measured: Lighthouse finds
 * that by its debugging port. */
export async function measure(...categories) {
  const set = await stage();
  const port = await freePort();
  const browser = await chromium.launch({ ...chromiumOptions, args: [...chromiumOptions.args, `--remote-debugging-port=${port}`] });
  const own = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  try {
    await writtenProcedure(set);
    const found = {};
    for (const [name, [username, path]] of Object.entries(screens)) {
      const [context] = own.contexts();
      await context.clearCookies();
      const page = await context.newPage();
      watch(page);
      await signIn(page, set, username);
      await page.close();
      const { lhr } = await lighthouse(set.url + path, { port, onlyCategories: categories, disableStorageReset: true, logLevel: "error" });
      const audits = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs).filter(({ weight }) => weight).map(({ id }) => lhr.audits[id]);
      found[name] = {
        ...Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)])),
        short: audits.filter(({ score }) => score !== null && score < 0.9).map(({ id, displayValue = "" }) => `${id} ${displayValue}`.trim()),
      };
    }
    return found;
  } finally {
    await own.close();
    await browser.close();
    await set.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await measure("performance", "accessibility", "best-practices");
  const folder = new URL("../../build/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("lighthouse.json", folder), JSON.stringify(found, null, 1) + "\n");
  console.table(found);
  for (const [name, { performance, ...others }] of Object.entries(found)) {
    assert.ok(performance >= 95, `${name}: performance ${performance}`);
    for (const category of ["accessibility", "best-practices"]) assert.equal(others[category], 100, `${name}: ${category}`);
  }
}
