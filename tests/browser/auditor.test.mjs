// An auditor's afternoon: she sees what was granted, changes nothing, finds who decided, and how it was then.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { becomes, go, quiet, setting, settled, signIn } from "./browser.mjs";

const set = setting();

test("who decided this, for whom, under which rule", async () => {
  const page = await set.person();
  await signIn(page, set, "revisor");
  await page.getByText("Ingenting venter på deg nå").waitFor();
  await go(page, set, "/saker/2024-3");
  await page.getByText("Unntak med begrunnelse: Tilskuddsordningen er ikke vedtatt, 21.10.2024").waitFor();
  await page.getByText("Til stede og enige:").waitFor();
  await page.getByText("Det er ingenting du kan gjøre her nå.").waitFor();
  await page.getByRole("link", { name: "Hele historikken" }).click();
  await page.getByText("19 hendelser").waitFor();

  await page.getByLabel("Hendelse", { exact: true }).selectOption({ label: "Foreslå unntak med begrunnelse" });
  await page.getByText("1 hendelse", { exact: true }).waitFor();
  await page.getByText("Innhold", { exact: true }).click();
  await page.getByText("Ordningen er under utarbeidelse og blir ferdig i 2025").first().waitFor();
  await page.getByRole("button", { name: "Se saken slik den var da" }).click();
  await page.getByRole("region", { name: "Saken slik den var" }).getByText("Til behandling i SSU").waitFor();
  assert.match(page.url(), /etter=11/);
  quiet(page);
});

test("what is shown is saved as CSV", async () => {
  const page = await set.person();
  await signIn(page, set, "revisor", "/historikk?sak=2024-3");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Last ned som CSV" }).click()]);
  const text = readFileSync(await download.path(), "utf8");
  assert.equal(download.suggestedFilename(), "historikk-2024-3.csv");
  assert.equal(text.trim().split("\r\n").length, 20);
  assert.match(text, /Registrer at møteleder konstaterte enighet;/);
});

test("across all cases: by person and day, as CSV; and a case as it was on a day", async () => {
  const page = await set.person();
  await signIn(page, set, "revisor", "/historikk");
  await page.getByLabel("Person").selectOption({ label: "Direktør helse og velferd, Bærum kommune" });
  await page.getByText("1 hendelse", { exact: true }).waitFor();
  await page.getByRole("listitem").getByText("Foreslå unntak med begrunnelse").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Last ned som CSV" }).click()]);
  assert.match(readFileSync(await download.path(), "utf8"), /Kongsberg samhandlingsarena/);
  await page.getByRole("link", { name: /Kongsberg samhandlingsarena/ }).click();
  await page.getByLabel("På dato").fill("1.10.2024");
  await page.getByRole("button", { name: "Vis", exact: true }).click();
  await page.getByRole("region", { name: "Saken slik den var" }).getByText("Faglig vurdering").waitFor();
  quiet(page);
});

test("who sat in SSU the day before it grew, and the day after", async () => {
  const page = await set.person();
  await signIn(page, set, "revisor", "/utvalg/ssu");
  const rows = () => page.getByRole("row").filter({ hasText: /Medlem|Leder/ }).count();
  await page.getByLabel("På dato").fill("14.4.2024");
  await page.getByRole("button", { name: "Vis", exact: true }).click();
  await page.getByRole("heading", { name: /Regel 1/ }).waitFor();
  await settled(page);
  const before_ = await rows();
  await page.getByLabel("På dato").fill("15.04.24");
  await page.getByLabel("På dato").press("Enter");
  await page.getByRole("heading", { name: /Regel 2/ }).waitFor();
  await becomes(rows, before_ + 2);
  quiet(page);
});

test("each figure of the frame opens its postings", async () => {
  const page = await set.person();
  await signIn(page, set, "okonom", "/ramme");
  await page.getByRole("row", { name: /^2024/ }).getByRole("link", { name: /^1\s450\s000 kr/ }).click();
  await page.getByRole("heading", { name: "Posteringer: utbetalt 2024" }).waitFor();
  await page.getByRole("table").last().getByText("Sak 2024-3").waitFor();
});

test("another language, and light or dark, and they stay", async () => {
  const page = await set.person();
  await signIn(page, set, "revisor", "/oppsett");
  await page.getByText("Nynorsk", { exact: true }).click();
  await page.getByRole("link", { name: "Mine oppgåver" }).waitFor();
  await go(page, set, "/saker/2024-3");
  await page.getByText("Kva kan gjerast no").waitFor();
  await becomes(() => page.locator("html").getAttribute("lang"), "nn");
  quiet(page);
});
