// When committees meet: a plan is made through the forms, told what is wrong with it, and stands on the screen of its year.

import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, go, quiet, setting, settled, signIn } from "./browser.mjs";

const set = setting();
const year = new Date().getFullYear() + 1;

/** A weekday in that month, from the second on: no holiday falls there. */
function weekday(month) {
  const day = new Date(Date.UTC(year, month - 1, 2));
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() + 1);
  return `${String(day.getUTCDate()).padStart(2, "0")}.${String(month).padStart(2, "0")}.${year}`;
}

test("a committee's plan: begun, drafted, told of a holiday, and seen in its year", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  await page.getByRole("link", { name: "Møter", exact: true }).click();
  await settled(page);
  await page.getByRole("link", { name: "2025" }).click();
  await page.getByRole("heading", { level: 1, name: "Møter i 2025" }).waitFor();
  await page.getByRole("row", { name: /06\.06\.2025.*Partnerskapsmøte/ }).waitFor();
  assert.equal(await page.getByRole("row").count(), 14, "a heading, six meetings, six that prepare them, and the partnership meeting");

  await go(page, set, `/moter?aar=${year}`);
  await page.getByText(`Ingen møteplan for ${year} ennå`).waitFor();
  await page.getByRole("link", { name: "Lag en møteplan" }).click();
  await page.getByRole("heading", { level: 1, name: "Lag en møteplan" }).waitFor();
  await page.getByLabel("Tittel").fill("Møteplan for LSU Drammen");
  await choose(page, "Utvalg", "Lokalt samarbeidsutvalg Drammen (LSU)");
  await page.getByLabel("År", { exact: true }).fill(String(year));
  await page.getByRole("button", { name: "Lag en møteplan" }).click();
  await page.getByRole("heading", { level: 1, name: "Møteplan for LSU Drammen" }).waitFor();

  await page.getByRole("link", { name: "Skriv når utvalget møtes" }).click();
  await page.getByRole("button", { name: "Legg til møter" }).click();
  const first = page.getByRole("group", { name: "Møter 1" });
  await first.getByLabel("Dag", { exact: true }).fill(`17.05.${year}`);
  await first.getByRole("radio", { name: "Ordinært møte" }).check();
  await page.getByRole("button", { name: "Skriv når utvalget møtes" }).click();
  await page.getByRole("alert").filter({ hasText: `17.05.${year} er en søndag, helligdag eller høytidsdag.` }).waitFor();
  await first.getByLabel("Dag", { exact: true }).fill(weekday(3));
  await page.getByRole("button", { name: "Skriv når utvalget møtes" }).click();
  await page.getByRole("heading", { level: 1, name: "Møteplan for LSU Drammen" }).waitFor();

  await go(page, set, `/moter?aar=${year}`);
  await page.getByRole("region", { name: "Møteplaner" }).getByText("Ikke publisert").waitFor();
  await page.getByRole("row", { name: new RegExp(`${weekday(3)}.*Drammen.*Ordinært møte.*Ikke publisert`) }).waitFor();
  quiet(page);
});
