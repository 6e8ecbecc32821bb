// Two servers on one PostgreSQL: people at either see what happens at the other, from the first answer to the step after
// the decision.

import assert from "node:assert/strict";
import { test } from "node:test";
import { agree, go, phone, quiet, settingOn, signIn } from "./browser.mjs";
import { bothSides, writtenProcedure } from "./scenes.mjs";

let other;
const set = settingOn({ database: "postgres" }, writtenProcedure, async (stage) => void (other = await stage.anotherServer()));

test("members answer at both servers, and the coordinator sees each answer without pressing anything", async (t) => {
  const coordinator = await set.person();
  await signIn(coordinator, set, "koordinator", "/saker/2024-1");
  const answered = (n) => coordinator.getByText(new RegExp(`^${n} av \\d+ har svart$`));
  await answered(0).waitFor();
  const waited = { here: [], there: [] };
  for (const [index, name] of bothSides.entries()) {
    const [where, server] = index % 2 ? ["here", set] : ["there", other];
    const page = await set.person({ viewport: phone });
    await agree(page, server, name);
    const registered = Date.now();
    if (index < bothSides.length - 1) await answered(index + 1).waitFor();
    else await coordinator.getByText("Til stede og enige:").waitFor();
    waited[where].push(Date.now() - registered);
    quiet(page);
    await page.context().close();
  }
  t.diagnostic(`seen after the member saw it registered: ${waited.there.join(", ")} ms from the other server, ${waited.here.join(", ")} ms from the same`);
  quiet(coordinator);
});

test("what is done from a form at one server stands in the lists of the other", async (t) => {
  const [here, there] = [await set.person(), await set.person()];
  await signIn(there, other, "koordinator", "/saker");
  await there.getByRole("heading", { level: 1, name: "Saker" }).waitFor();
  await signIn(here, set, "radgiver");
  await go(here, set, "/saker/ny/grant_scheme/propose_scheme");
  await here.getByLabel("Tittel").fill("Ordning fra den andre serveren");
  await here.getByLabel("Tilskuddsramme").selectOption({ index: 1 });
  await here.getByLabel("År", { exact: true }).fill("2027");
  await here.getByRole("button", { name: "Start arbeidet med en tilskuddsordning" }).click();
  await here.getByRole("heading", { level: 1, name: "Ordning fra den andre serveren" }).waitFor();
  const shown = Date.now();
  await there.getByRole("link", { name: /Ordning fra den andre serveren/ }).waitFor();
  t.diagnostic(`in the list of the other server ${Date.now() - shown} ms later`);
  assert.notEqual(new URL(here.url()).host, new URL(there.url()).host);
  for (const page of [here, there]) quiet(page);
});
