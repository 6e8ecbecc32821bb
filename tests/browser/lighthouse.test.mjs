// What a page costs who opens it, and what Lighthouse says of it where that is the same on any machine; how fast it is
// depends on what else runs, and is measured by ./dev lighthouse.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, phone, setting, signIn } from "./browser.mjs";
import { measure, screens } from "./lighthouse.mjs";
import { writtenProcedure } from "./scenes.mjs";

const set = setting(writtenProcedure);

test("accessible and well made, says Lighthouse", async () => {
  for (const [name, { accessibility, "best-practices": practices, short }] of Object.entries(await measure("accessibility", "best-practices")))
    assert.deepEqual([accessibility, practices], [100, 100], `${name}: ${short}`);
});

test("nothing moves while a page comes, over a slow line", async (t) => {
  for (const [name, [username, path]] of Object.entries(screens)) {
    const page = await set.person({ viewport: phone });
    await signIn(page, set, username);
    const line = await page.context().newCDPSession(page);
    await line.send("Network.enable");
    await line.send("Network.emulateNetworkConditions", { offline: false, latency: 100, downloadThroughput: 200_000, uploadThroughput: 100_000 });
    await page.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (moved += value))).observe({ type: "layout-shift", buffered: true });
    });
    await go(page, set, path);
    const moved = await page.evaluate(() => moved);
    t.diagnostic(`${name}: ${moved.toFixed(3)}`);
    assert.ok(moved < 0.1, `${name}: ${moved}`);
    await page.context().close();
  }
});

test("the first load is at most 200 KB of script, style and font on the wire", async (t) => {
  const page = await set.person();
  await page.goto(set.url);
  await page.getByRole("heading", { level: 1, name: "Logg inn" }).waitFor();
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").filter((each) => /\.(js|css|woff2)$/.test(each.name)).map((each) => each.transferSize));
  const sum = loaded.reduce((total, each) => total + each, 0);
  t.diagnostic(`${sum} bytes in ${loaded.length} files`);
  assert.ok(loaded.length >= 3 && loaded.every((size) => size > 0));
  assert.ok(sum <= 200_000, `${sum} bytes`);
});
