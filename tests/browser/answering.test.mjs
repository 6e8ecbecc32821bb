// What one has asked for and another answers: seen before it is approved. What waits stands first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, all, go, quiet, setting, signIn } from "./browser.mjs";

const set = setting();

test("an exception is approved, or dropped, by one who sees the rule, the reason and who asked", async () => {
  const leader = await set.as("leder");
  await leader.post("/cases/2024-3/commands/record_exception", { rule: "complaints_may_come", reason: "Prosjektet må komme i gang før jul" });
  const page = await set.person({ viewport: { width: 360, height: 740 } });
  await signIn(page, set, "fagdirektor", "/saker/2024-3");
  await page.getByText(/^Bedt om av Direktør/).first().waitFor();
  for (const [command, title] of [["drop_exception", "Legg bort forslaget om unntak"], ["approve_exception", "Godkjenn unntaket"]]) {
    await go(page, set, `/saker/2024-3/gjor/${command}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByRole("heading", { level: 2, name: "Foreslå unntak med begrunnelse" }).waitFor();
    for (const words of ["Det kan fortsatt komme en klage", "Prosjektet må komme i gang før jul"]) await page.locator(".asked").getByText(words).waitFor();
    await page.getByText(/^Bedt om av Direktør/).waitFor();
  }
  await accessible(page, "an exception to approve");
  await page.getByRole("button", { name: "Godkjenn unntaket" }).click();
  await page.getByRole("heading", { level: 1, name: "Kongsberg samhandlingsarena" }).waitFor();
  quiet(page);
});

test("a correction of substance is approved by one who sees what it changes", async () => {
  const user = await set.as("koordinator");
  await user.post("/cases/2024-1/commands/propose_correction", { field: "/title", before: (await user.get("/cases/2024-1")).title, after: "Ny tittel på ordningen", reason: "Tittelen var feil" });
  const page = await set.person();
  await signIn(page, set, "leder", "/saker/2024-1/gjor/approve_correction");
  const asked = page.locator(".asked");
  for (const words of ["Ny tittel på ordningen", "Tittelen var feil", "Bedt om av Samhandlingskoordinator"]) await asked.getByText(words).waitFor();
  quiet(page);
});

test("what waits stands first, what others' situations would need behind it", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-3");
  const now = page.getByRole("region", { name: "Hva kan gjøres nå" });
  const first = await Promise.all((await all(now.locator(".first").getByRole("link"))).map((each) => each.innerText()));
  assert.equal(first[0], "Start sluttrapporteringen");
  for (const rare of ["Trekk søknaden", "Rett en skrivefeil", "Begrens tilgangen"]) assert.ok(!first.includes(rare), first.join(", "));
  await now.getByText("Flere valg").click();
  await now.getByRole("link", { name: "Begrens tilgangen" }).waitFor();
  quiet(page);
});

test("a register offers what the reader may do in it, and nothing else", async () => {
  const member = await set.person();
  await signIn(member, set, "drammen", "/utvalg/ssu");
  await member.getByRole("heading", { level: 2, name: "Plasser og medlemmer" }).waitFor();
  for (const path of ["/utvalg/ssu", "/ramme", "/avtaler?part=gol"]) {
    await go(member, set, path);
    assert.equal(await member.getByText("Registrer endring").count(), 0, path);
    assert.equal(await member.getByText("Opprett ny").count(), 0, path);
  }
  const finance = await set.person();
  await signIn(finance, set, "okonom", "/ramme");
  await finance.getByText("Registrer endring").click();
  await finance.getByRole("link", { name: /Årets ramme|ramme/i }).first().waitFor();
  quiet(member);
  quiet(finance);
});

test("parties are named in one order: the trust first, then the municipalities by name", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker");
  const names = await page.getByLabel("Part", { exact: true }).locator("option").allInnerTexts();
  assert.deepEqual(names.slice(0, 3), ["Alle", "Vestre Viken HF", "Asker"]);
  assert.deepEqual(names.slice(2), names.slice(2).toSorted((a, b) => a.localeCompare(b, "nb")));
  quiet(page);
});
