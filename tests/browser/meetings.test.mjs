// When committees meet: a plan is made through the forms, told what is wrong with it, and stands on the screen of its year.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, choose, chooseFirst, go, notSideways, phone, quiet, setting, settled, signIn } from "./browser.mjs";
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
  await page.getByLabel("Sted (valgfritt)").fill("Drammen rådhus");
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
  await readsTheEveningBefore(page.url());
  await page.getByText("«Hvem har lest høringssvarene?»").waitFor(); // by whoever prepares the meeting, too

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

  // What it writes: a page in a tab of its own, and a PDF.
  const papers = page.getByRole("region", { name: "Til lesing og utskrift" });
  const tabOf = async (name) => (await Promise.all([page.waitForEvent("popup"), papers.getByText(name, { exact: true }).first().click()]))[0];
  const minutes = await tabOf("Referat");
  await minutes.getByRole("heading", { level: 1, name: "Referat" }).waitFor();
  await minutes.getByText("Frist for merknader til referatet").waitFor();
  await accessible(minutes, "minutes");
  await notSideways(minutes, "minutes");
  const pdf = await tabOf("Referat (PDF)");
  assert.match(pdf.url(), /meeting_minutes\?as=pdf&language=nb$/);
  await Promise.all([minutes.close(), pdf.close()]);

  // What came of it stands with the committee until it is settled.
  await page.getByRole("link", { name: "Registrer et oppfølgingspunkt" }).click();
  await page.getByLabel("Hva").fill("Svar til LSU Drammen om statistikken");
  await chooseFirst(page, "Ansvarlig", "direktør");
  await page.getByLabel("Frist").fill(weekday(2));
  await page.getByRole("button", { name: "Registrer et oppfølgingspunkt" }).click();
  await page.getByRole("heading", { level: 1, name: "SSU i dag" }).waitFor();
  await go(page, set, "/utvalg/ssu");
  const point = page.getByRole("listitem").filter({ hasText: /Svar til LSU Drammen om statistikken.*0 dager/ });
  await point.waitFor();
  await accessible(page, "follow-up points");
  await notSideways(page, "follow-up points");
  await go(page, set, "/moter");
  await page.getByRole("link", { name: "Oppfølgingspunkter i alle utvalg" }).click();
  await page.getByRole("heading", { level: 2, name: "Strategisk samarbeidsutvalg" }).waitFor();
  await page.getByRole("link", { name: "Etter stilling" }).click();
  await page.getByRole("heading", { level: 2, name: /direktør/i }).waitFor();
  await page.getByRole("listitem").filter({ hasText: "Svar til LSU Drammen om statistikken" }).getByRole("link", { name: "Strategisk samarbeidsutvalg" }).click();
  await point.getByRole("link", { name: /^Endre et oppfølgingspunkt/ }).click();
  await page.getByLabel("Hva").fill("Svar til LSU Drammen");
  assert.equal(await page.getByLabel("Frist").inputValue(), weekday(2), "what it says is there to be changed");
  await page.getByRole("button", { name: "Endre et oppfølgingspunkt" }).click();
  const changed = page.getByRole("listitem").filter({ hasText: /^Svar til LSU Drammen(?! om)/ });
  await changed.getByRole("link", { name: /^Avslutt et oppfølgingspunkt/ }).click();
  await page.getByLabel("Konklusjon").fill("Svart i brev");
  await page.getByRole("button", { name: "Avslutt et oppfølgingspunkt" }).click();
  await page.getByText("Ingen oppfølgingspunkter nå").waitFor();

  const { rounds } = await (await set.as("koordinator")).get(`/cases/${decided}`);
  assert.equal(Object.values(rounds).at(-1).outcome.stated_by_chair, true);
  await go(page, set, "/moter");
  await page.getByRole("row", { name: /Strategisk samarbeidsutvalg.*Holdt/ }).waitFor();
  quiet(page);
});

/** A member on a phone: what is asked, the proposal first, a question to those who prepare it, a note that is nobody else's. */
async function readsTheEveningBefore(meeting) {
  const page = await set.person({ viewport: phone });
  await signIn(page, set, "leder", `${new URL(meeting).pathname.replace(/^\/[^/]+/, "")}/mote`);
  await page.getByRole("heading", { level: 1, name: "SSU i dag" }).waitFor();
  const item = page.getByRole("listitem").filter({ hasText: "Du blir bedt om å ta stilling" });
  await item.getByRole("region", { name: "Forslag til vedtak" }).waitFor();
  await item.getByText("Mitt notat", { exact: true }).first().click();
  await item.getByRole("textbox", { name: "Mitt notat" }).fill("Husk å spørre Drammen.");
  await accessible(page, "a meeting ahead");
  await notSideways(page, "a meeting ahead");
  await item.getByRole("link", { name: /^Still et spørsmål om en sak/ }).click();
  await page.getByLabel("Hva").fill("Hvem har lest høringssvarene?");
  await page.getByRole("button", { name: "Still et spørsmål om en sak" }).click();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  await page.goto(`${meeting}/mote`);
  await item.getByText("«Hvem har lest høringssvarene?»").waitFor();
  assert.equal(await item.getByRole("textbox", { name: "Mitt notat" }).inputValue(), "Husk å spørre Drammen.");
  quiet(page);
}
