// Who has a case: taken over, found again, and what waits for others in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, gone, quiet, setting, signIn } from "./browser.mjs";
import { beforeParties } from "./scenes.mjs";

const set = setting(beforeParties);

test("a case is taken over: it stands in its head, in the list, and what waits for others in it among the tasks", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4");
  await page.getByText("Saksbehandler: Ingen", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Ta over saken" }).click();
  await page.getByText("Saksbehandler: Samhandlingskoordinator, Kommunehelsesamarbeidet").waitFor();
  await gone(page.getByRole("button", { name: "Ta over saken" }));

  await page.getByRole("link", { name: "Mine oppgaver" }).click();
  await page.getByRole("region", { name: "Venter på andre i sakene dine" }).getByRole("link", { name: "Revisjon av overordnet samarbeidsavtale" }).waitFor();
  await go(page, set, "/saker");
  await page.getByLabel("Saksbehandler").selectOption({ label: "Meg" });
  await page.getByText("1 sak", { exact: true }).waitFor();
  assert.match(page.url(), /saksbehandler=me/);
  await page.getByRole("row", { name: /2024-4/ }).getByText("Samhandlingskoordinator").waitFor();
  quiet(page);
});

test("in the order of titles, and a case number leads to the case", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker");
  await page.getByLabel("Sorter etter").selectOption({ label: "Tittel" });
  await page.getByRole("row").nth(1).getByText("Kongsberg samhandlingsarena").waitFor();
  await page.getByLabel("Søk i titler").fill("2024-2");
  await page.getByRole("link", { name: "Gå til sak 2024-2" }).click();
  await page.getByRole("heading", { level: 1, name: /legemiddelassistert/ }).waitFor();
  quiet(page);
});
