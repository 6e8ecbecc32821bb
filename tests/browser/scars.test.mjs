// What others' systems were hurt by, and ours shall not be. Where ours are shown elsewhere: errors in nested lists and
// drafts (forms.test.mjs), a form that resets itself while one types (live.test.mjs).

import assert from "node:assert/strict";
import { test } from "node:test";
import { all, becomes, choose, go, gone, quiet, setting, settled, signIn } from "./browser.mjs";
import { writtenProcedure } from "./scenes.mjs";

const set = setting(writtenProcedure);

const file = (name) => ({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from(name) });
const dataOf = async (id) => (await (await set.as("koordinator")).get(`/cases/${id}`)).data;

/** A person at a new application, with what must be there filled in. */
async function applying(title) {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/ny/grant_application/draft_application");
  await page.getByLabel("Tittel").fill(title);
  await page.getByLabel("Tilskuddsramme").selectOption({ index: 1 });
  await page.getByLabel("Tilskuddsordning").selectOption({ label: "2024-1 Rekrutterings- og samhandlingstilskudd – innretning" });
  await page.getByLabel("År", { exact: true }).fill("2026");
  await page.getByLabel("Søknadsbeløp").fill("500 000");
  await page.getByRole("radio", { name: "Forprosjekt" }).check();
  await add(page, "mål");
  await page.getByRole("group", { name: "Mål 1" }).getByRole("textbox").fill("Første mål");
  return page;
}
const send = async (page, title) => {
  await page.getByRole("button", { name: "Opprett søknad" }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  return page.url().split("/").at(-1);
};
const add = (page, what) => page.getByRole("button", { name: `Legg til ${what}` }).click();

test("buttons beside a row with errors work (app-frontend-react#3730)", async () => {
  const page = await applying("Knapper ved feil");
  await add(page, "egeninnsats");
  await page.getByRole("group", { name: "Egeninnsats 1" }).getByLabel("Beløp").fill("mye");
  await page.getByRole("button", { name: "Opprett søknad" }).click();
  await page.getByRole("link", { name: /Egeninnsats 1 Beløp: Skriv beløpet/ }).waitFor();
  await add(page, "egeninnsats");
  for (const row of [2, 1]) {
    await page.getByRole("button", { name: "Fjern Egeninnsats 1" }).click();
    await gone(page.getByRole("group", { name: `Egeninnsats ${row}` }));
  }
  assert.equal((await dataOf(await send(page, "Knapper ved feil"))).contributions, undefined);
  quiet(page);
});

test("a date is typed at 400 % (altinn-studio#18341)", async () => {
  const page = await applying("Dato ved 400 %");
  await page.setViewportSize({ width: 320, height: 256 }); // 1280 × 1024 so enlarged
  const field = page.getByLabel(/^Starter/);
  await field.click();
  await page.keyboard.type("1.2.2027");
  const { top, bottom } = await field.evaluate((each) => each.getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && bottom <= 256, "what is typed is in sight");
  assert.equal((await dataOf(await send(page, "Dato ved 400 %"))).starts, "2027-02-01");
});

test("where the server can't be reached it is said, and trying again helps: no endless wheel (openslides-client#3291)", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  await set.stopServer();
  await page.getByRole("link", { name: "Saker", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "Får ikke kontakt med Saksgang" }).waitFor();
  await gone(page.getByText("Henter …"));
  await set.startServer();
  await page.getByRole("button", { name: "Prøv igjen" }).first().click();
  await page.getByRole("link", { name: "Kongsberg samhandlingsarena" }).waitFor();
});

test("the button of the position is within reach on small phones, held either way (openslides-client#4313)", async () => {
  for (const viewport of [{ width: 320, height: 480 }, { width: 568, height: 320 }]) {
    const page = await set.person({ viewport, hasTouch: true, isMobile: true });
    await signIn(page, set, "prehospital", "/saker/2024-1/standpunkt/r1");
    const button = page.getByRole("button", { name: "Registrer standpunkt" });
    await button.tap(); // fails where something lies over it
    await page.getByText("Må fylles ut").waitFor();
    const { left, right } = await button.evaluate((each) => each.getBoundingClientRect().toJSON());
    assert.ok(left >= 0 && right <= viewport.width);
    await page.context().close();
  }
});

test("Enter sends the last letters too (Camunda #35032)", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/ny/grant_scheme/propose_scheme");
  await page.getByLabel("Tilskuddsramme").selectOption({ index: 1 });
  await page.getByLabel("År", { exact: true }).fill("2026");
  await page.getByLabel("Tittel").focus();
  await page.keyboard.type("Skrevet fort, til siste bokstav");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Skrevet fort, til siste bokstav" }).waitFor();
});

test("what is folded is sent (Camunda #21348)", async () => {
  const page = await applying("Foldet sammen");
  const group = page.locator("summary", { hasText: "Kombinerte stillinger" });
  await group.click();
  for (const box of await all(page.getByRole("group", { name: "Kombinerte stillinger" }).getByRole("textbox"))) await box.fill("Kommunen");
  await group.click();
  await page.getByRole("group", { name: "Kombinerte stillinger" }).waitFor({ state: "hidden" });
  assert.equal((await dataOf(await send(page, "Foldet sammen"))).combined_positions.employer, "Kommunen");
  quiet(page);
});

test("rows that were removed stay away (Camunda #18992)", async () => {
  const page = await applying("Fjernede rader");
  for (const [index, goal] of ["Andre mål", "Tredje mål"].entries()) {
    await add(page, "mål");
    await page.getByRole("group", { name: `Mål ${index + 2}` }).getByRole("textbox").fill(goal);
  }
  await page.getByRole("button", { name: "Fjern Mål 2" }).click();
  await add(page, "mål"); // and is left empty
  await page.reload();
  await settled(page);
  await becomes(() => page.getByRole("group", { name: "Mål 2" }).getByRole("textbox").inputValue(), "Tredje mål");
  assert.deepEqual((await dataOf(await send(page, "Fjernede rader"))).goals, ["Første mål", "Tredje mål"]);
});

test("files in the rows of a list stay with their rows (open-forms#6423)", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  await go(page, set, "/saker/2024-1/gjor/replace_text");
  await page.getByRole("textbox", { name: "Begrunnelse" }).fill("Rettet etter innspill");
  const text = page.getByRole("group", { name: "Tekst", exact: true });
  await text.getByLabel("Tittel").fill("Innretning");
  await text.getByLabel("Versjon").fill("2.0");
  for (const [index, name] of ["På bokmål", "Feil fil", "På nynorsk"].entries()) {
    await text.getByRole("button", { name: "Legg til utgaver" }).click();
    const row = text.getByRole("group", { name: `Utgaver ${index + 1}` }).first();
    await row.getByLabel("Slipp en fil her").setInputFiles(file(name));
    await row.getByText("Lastet opp", { exact: true }).waitFor();
  }
  await text.getByRole("button", { name: "Fjern Utgaver 2" }).click();
  await page.reload();
  await settled(page);
  await page.getByRole("button", { name: "Legg fram ny tekst" }).click();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  assert.deepEqual((await dataOf("2024-1")).text.renditions.map((each) => each.title), ["På bokmål", "På nynorsk"]);
  quiet(page);
});
