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

test("a case taken over by mistake goes back in one press, to whoever had it", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-2");
  await page.getByRole("button", { name: "Ta over saken" }).click();
  await page.getByText("Saksbehandler: Samhandlingskoordinator").waitFor();
  await page.getByRole("button", { name: "Gi saken tilbake" }).click();
  await page.getByText("Saksbehandler: Ingen", { exact: true }).waitFor();
  await gone(page.getByRole("button", { name: "Gi saken tilbake" }));
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

test("who may read a case, and why, is said to its handler; to a member, as what they read it", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4");
  await page.getByText("Hvem kan lese saken", { exact: true }).click();
  await page.getByText("Alle som er logget inn, kan lese saken.").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Medlem av utvalget (Strategisk samarbeidsutvalg" }).first().waitFor();
  quiet(page);

  const other = await set.person();
  await signIn(other, set, "leder", "/saker/2024-4");
  await other.getByText("Hvem kan lese saken", { exact: true }).click();
  await other.getByText(/^Du kan lese saken som: Medlem/).waitFor();
  quiet(other);
});

test("a document that is erased in one case and stands in another says so", async () => {
  const handler = await set.as("koordinator");
  const paper = await handler.document("Notat med et navn");
  for (const id of ["2024-4", "2024-3"]) await handler.post(`/cases/${id}/commands/link_document`, { attached: paper });
  const which = { digest: paper.digest, reason: "Navn i vedlegget" };
  await handler.post("/cases/2024-4/commands/withdraw_document", which);
  await handler.post("/cases/2024-4/commands/propose_erasure", { ...which, hjemmel: "pvl. art. 17" });
  await (await set.as("leder")).post("/cases/2024-4/commands/approve_erasure", { digest: paper.digest });
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4");
  await page.getByText("Slettet i denne saken: Navn i vedlegget. Dokumentet står også andre steder (1), og må slettes der for seg.").waitFor();
  await go(page, set, "/saker/2024-3");
  await page.getByRole("button", { name: "Notat med et navn" }).waitFor();
  quiet(page);
});
