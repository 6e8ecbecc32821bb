// Two people at two machines: one acts, and the other's pages change by themselves; what is being typed stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, becomes, focusOn, quiet, setting, settled, signIn } from "./browser.mjs";
import { writtenProcedure } from "./scenes.mjs";
import { password } from "./stage.mjs";

const set = setting(writtenProcedure);

test("one takes a position, the other sees it in the case and the list, and nobody pressed anything", async (t) => {
  const [member, secretary] = [await set.person(), await set.person()];
  await signIn(secretary, set, "koordinator", "/saker/2024-1");
  await secretary.getByText(/^0 av \d+ har svart$/).waitFor();
  await signIn(member, set, "drammen", "/saker/2024-1/standpunkt/r1");
  await member.getByRole("radio", { name: "Enig", exact: true }).check();
  await member.getByRole("checkbox", { name: /avgjøres skriftlig/ }).check();
  const pressed = Date.now();
  await member.getByRole("button", { name: "Registrer standpunkt" }).click();
  await secretary.getByText(/^1 av \d+ har svart$/).waitFor();
  t.diagnostic(`seen ${Date.now() - pressed} ms after the press`);

  await secretary.getByRole("link", { name: "Saker", exact: true }).click();
  await secretary.getByRole("heading", { level: 1, name: "Saker" }).waitFor();
  await settled(secretary);
  const user = await set.as("koordinator");
  await user.post("/cases", { workflow: "grant_scheme", payload: { title: "Ordning som kom til mens listen var åpen", fund: "tilskudd", year: 2027 } });
  await secretary.getByRole("link", { name: /kom til mens listen var åpen/ }).waitFor();
  for (const page of [member, secretary]) quiet(page);
});

test("what happens between the first answer and the opening of the stream is heard", async () => {
  const page = await set.person();
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  await page.route(/\/events\b/, async (route) => (await opened, route.continue()));
  await page.goto(`${set.url}/saker/2024-3`);
  await page.getByLabel("Brukernavn").fill("koordinator");
  await page.getByLabel("Passord").fill(password);
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByRole("heading", { level: 1, name: "Kongsberg samhandlingsarena" }).waitFor();
  const user = await set.as("koordinator");
  await user.post("/cases/2024-3/commands/link_document", { attached: await user.document("Brev som kom i mellomtiden") });
  open();
  await page.getByRole("button", { name: "Brev som kom i mellomtiden" }).waitFor();
  quiet(page);
});

test("who types is not disturbed: nothing is lost or moved, and it is said beside the button", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-2/gjor/mark_simulated");
  const field = page.getByLabel("Hva");
  await field.fill("Halvferdig");
  const before = await field.boundingBox();
  const user = await set.as("koordinator");
  await user.post("/cases/2024-2/commands/mark_simulated", { what: "Skrevet av en annen" });
  await page.getByText("Noen har endret saken mens du skrev. Du får velge når du sender.").waitFor();
  assert.equal(await field.inputValue(), "Halvferdig");
  assert.deepEqual(await field.boundingBox(), before);
  await focusOn(field);
  await accessible(page, "changed meanwhile");
  quiet(page);
});

test("the tabs of a browser share one stream, and one of them goes on when another is closed", async () => {
  const first = await set.person();
  await signIn(first, set, "koordinator", "/saker/2024-2");
  const tabs = [first];
  const streams = new Set();
  first.context().on("request", (request) => /\/events\b/.test(request.url()) && streams.add(request.frame().page()));
  for (let i = 0; i < 2; i++) {
    const tab = await first.context().newPage();
    await tab.goto(`${set.url}/saker/2024-2`);
    await tab.getByRole("heading", { level: 1 }).waitFor();
    tabs.push(tab);
  }
  const user = await set.as("koordinator");
  const title = async (what) => {
    await user.post("/cases/2024-2/commands/mark_simulated", { what });
    for (const tab of tabs) await tab.getByText(what).first().waitFor({ state: "attached" });
  };
  await title("Første gang");
  assert.ok(streams.size <= 1, `${streams.size} streams`);
  await tabs.shift().close();
  await title("Etter at en fane er lukket");
});

test("signed out everywhere: the other machine stands at sign-in, and then where it was", async () => {
  const [here, there] = [await set.person(), await set.person()];
  await signIn(there, set, "revisor", "/saker/2024-3");
  await signIn(here, set, "revisor", "/oppsett");
  const sessions = here.getByRole("region", { name: "Der jeg er logget inn" }).getByRole("listitem");
  await becomes(() => sessions.count(), 2);
  assert.equal(await sessions.filter({ hasText: "denne" }).count(), 1);
  await accessible(here, "sessions");
  await here.getByRole("button", { name: "Logg ut overalt" }).click();
  for (const page of [here, there]) await page.getByRole("heading", { level: 1, name: "Logg inn" }).waitFor();
  assert.deepEqual((await there.context().cookies()).filter((each) => !each.httpOnly), []);
  await there.getByText("Du er logget ut.").waitFor();
  await there.getByLabel("Brukernavn").fill("revisor");
  await there.getByLabel("Passord").fill("samhandling-2024");
  await there.getByRole("button", { name: "Logg inn" }).click();
  await there.getByRole("heading", { level: 1, name: "Kongsberg samhandlingsarena" }).waitFor();
});

test("another person signs in from another tab: this one is theirs too, and shows nothing of the one before", async () => {
  const first = await set.person();
  await signIn(first, set, "revisor");
  const second = await first.context().newPage();
  await second.goto(set.url);
  await second.getByRole("button", { name: "Logg ut" }).click();
  await first.getByRole("heading", { level: 1, name: "Logg inn" }).waitFor();
  await signIn(second, set, "okonom");
  await first.getByRole("banner").getByText("Økonomirådgiver, Vestre Viken HF").waitFor();
  quiet(first);
});
