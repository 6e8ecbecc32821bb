// When committees meet: a plan is made through the forms, told what is wrong with it, and stands on the screen of its year.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, choose, go, notSideways, quiet, setting, settled, signIn } from "./browser.mjs";
import { beforeMeeting } from "./scenes.mjs";

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

test("a meeting, from its agenda to its minutes: what is agreed there is agreed in the case", async () => {
  const decided = await beforeMeeting(set);
  const page = await set.person();
  const press = async (name) => {
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  };
  await signIn(page, set, "koordinator", `/saker/ny/meeting/begin_meeting?${new URLSearchParams({ title: "SSU i dag", body: "ssu", day: new Date().toLocaleDateString("sv") })}`);
  await page.getByRole("button", { name: "Forbered et møte" }).click();
  await page.getByRole("heading", { level: 1, name: "SSU i dag" }).waitFor();
  const items = page.getByRole("region", { name: "Saksliste" }).getByRole("listitem");
  await items.filter({ hasText: "Innkalling og saksliste" }).first().waitFor();
  assert.equal(await page.locator(".agenda > li").count(), 3, "the standing items come by themselves");

  await page.getByRole("link", { name: "Meld inn en sak til sakslisten" }).click();
  await page.getByLabel("Type").selectOption({ label: "Vedtakssak" });
  await page.getByLabel("Sak (valgfritt)").selectOption({ label: `${decided} Revisjon av delavtale om utskrivning` });
  await page.getByRole("button", { name: "Meld inn en sak til sakslisten" }).click();
  await page.locator(".agenda > li").nth(3).waitFor();
  await page.getByRole("button", { name: "Flytt opp: Revisjon av delavtale om utskrivning" }).click();
  await page.locator(".agenda > li").nth(2).filter({ hasText: "Vedtakssak" }).waitFor();
  await accessible(page, "an agenda");
  await press("Lås sakslisten");
  await page.locator(".agenda > li").nth(2).getByText(/^Sak \d\d-\d\d$/).waitFor();
  await press("Kall inn til møtet");
  await press("Sett møtet"); // those who are expected, and who leads
  const item = page.locator(".agenda > li").nth(2);
  await item.getByRole("link", { name: /^Registrer at møteleder konstaterte enighet: Sak/ }).click();
  await page.getByRole("button", { name: "Registrer at møteleder konstaterte enighet" }).click();
  await item.getByText("Enighet", { exact: true }).waitFor();
  for (const index of [0, 1, 3]) {
    const standing = page.locator(".agenda > li").nth(index);
    await standing.getByRole("link", { name: /^Skriv hva som ble resultatet av en sak: Sak/ }).click();
    await page.getByRole("radio", { name: "Tatt til orientering" }).check();
    await page.getByRole("button", { name: "Skriv hva som ble resultatet av en sak" }).click();
    await standing.getByText("Tatt til orientering").waitFor();
  }
  await notSideways(page, "a meeting");
  await press("Hev møtet");
  await page.getByText("Referat til merknader").first().waitFor();

  const { rounds } = await (await set.as("koordinator")).get(`/cases/${decided}`);
  assert.equal(Object.values(rounds).at(-1).outcome.stated_by_chair, true);
  await go(page, set, "/moter");
  await page.getByRole("row", { name: /Strategisk samarbeidsutvalg.*Holdt/ }).waitFor();
  quiet(page);
});
