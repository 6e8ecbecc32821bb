// The tasks of docs/screens/tasks.md, each from signing in, by what the screen says and nothing else. The numbers are that
// page's.

import { test } from "node:test";
import { becomes, choose, phone, quiet, settingOn, signIn } from "./browser.mjs";

const set = settingOn({ today: true });

const file = (name) => ({ name: `${name}.pdf`, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") });
/** As people write it. */
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString("nb-NO");
const onPhone = { viewport: phone, hasTouch: true, isMobile: true };
async function at(username, options) {
  const page = await set.person(options);
  await signIn(page, set, username);
  return page;
}
const menu = (page, name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).click();

test("1 coordinator: Kongsberg kommunestyre sa ja i møte 12. november, sak PS 71/26. Registrer det.", async () => {
  const page = await at("koordinator");
  await page.getByRole("link", { name: /^Registrer vedtak hos parten/ }).click();
  await page.getByRole("button", { name: "Registrer svar: Kongsberg" }).click();
  await page.getByRole("radio", { name: "Kommunestyret" }).check();
  await page.getByLabel("Dato for vedtaket").fill(inDays(-14));
  await page.getByLabel("Saksnummer hos parten").fill("PS 71/26");
  await page.getByRole("radio", { name: "Vedtatt", exact: true }).check();
  await page.getByLabel("Slipp en fil her").first().setInputFiles(file("Saksutskrift"));
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Registrer og gå til neste" }).click();
  await page.getByText("9 av 23 parter har svart").waitFor();
  await page.getByRole("row", { name: /^Kongsberg/ }).getByText("PS 71/26").waitFor();
  quiet(page);
});

test("2 coordinator: Én kommune har ikke fått avtalen. Finn ut hvem, og registrer at den er sendt nå.", async () => {
  const page = await at("koordinator");
  await page.getByRole("link", { name: /^Registrer at saken er sendt til partene/ }).click();
  await page.getByRole("checkbox", { name: "Rollag" }).waitFor();
  await page.getByText("Ikke sendt", { exact: true }).waitFor(); // who has not got it stands there, and nobody else
  await page.getByRole("checkbox", { name: "Rollag" }).check();
  await page.getByRole("button", { name: "Registrer at saken er sendt til partene" }).click();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  quiet(page);
});

test("3 coordinator: Gol har sendt et brev om Kongsberg samhandlingsarena. Legg det på saken.", async () => {
  const page = await at("koordinator");
  await menu(page, "Saker");
  await page.getByRole("link", { name: "Kongsberg samhandlingsarena" }).click();
  await page.getByRole("button", { name: "Legg til dokument" }).click();
  await page.getByLabel("Slipp en fil her").first().setInputFiles(file("Brev fra Gol"));
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Legg til dokument" }).click();
  await page.getByRole("region", { name: "Dokumenter" }).getByRole("button", { name: "Brev fra Gol" }).waitFor();
  quiet(page);
});

test("4 member on a phone: Du er enig, men formannskapet må ha saken først, innen 20. januar.", async () => {
  const page = await at("hallingdal", onPhone);
  await page.getByRole("link", { name: /^Ta stilling/ }).tap();
  await page.getByText("SSU vedtar ordningen for rekrutterings- og samhandlingstilskudd.").waitFor();
  await page.getByRole("radio", { name: "Enig med forbehold" }).check();
  await page.getByLabel("Hva må avklares?").fill("Formannskapet må ha saken først");
  await page.getByLabel("Innen når?").fill(inDays(40));
  await page.getByRole("checkbox", { name: /avgjøres skriftlig/ }).check();
  await page.getByRole("button", { name: "Registrer standpunkt" }).tap();
  await page.getByText("Standpunktet er registrert: Enig med forbehold").waitFor();
  quiet(page);
});

test("5 member on a phone: Du svarte at du var enig, men har ombestemt deg. Endre svaret.", async () => {
  const page = await at("ringerike", onPhone);
  await page.getByRole("link", { name: "Svarfrist" }).tap();
  await page.getByRole("link", { name: "Endre standpunkt" }).tap();
  await page.getByText("Standpunktet er registrert: Enig").waitFor();
  await page.getByRole("radio", { name: "Ikke enig" }).check();
  await page.getByLabel("Begrunnelse").fill("Fristen er for kort.");
  await page.getByRole("button", { name: "Endre standpunkt" }).tap();
  await page.getByText("Standpunktet er registrert: Ikke enig").waitFor();
  quiet(page);
});

test("6 member on a phone: Les forslaget før du svarer.", async () => {
  const page = await at("drammen", onPhone);
  await page.getByRole("link", { name: /^Ta stilling/ }).tap();
  await page.getByText(/^Papirer \(\d+\)$/).tap();
  await page.getByRole("button", { name: "Forslag til tilskuddsordning" }).tap();
  await page.getByRole("dialog").getByText("Ordningen lyses ut én gang i året").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Lukk" }).tap();
  await page.getByRole("button", { name: "Registrer standpunkt" }).waitFor();
  quiet(page);
});

test("7 economist: Hvor mye er ledig, og hva er betalt i 2024?", async () => {
  const page = await at("okonom");
  await menu(page, "Tilskuddsramme");
  const row = (year) => page.getByRole("row", { name: new RegExp(`^${year}`) });
  await row(2025).filter({ hasText: /5\s100\s000 kr$/ }).waitFor(); // free
  await row(2024).getByRole("link", { name: /^1\s450\s000 kr/ }).click();
  await page.getByRole("heading", { name: "Posteringer: utbetalt 2024" }).waitFor();
  await page.getByRole("table").last().getByRole("link", { name: "Sak 2024-3" }).waitFor();
  quiet(page);
});

test("8 economist: Kongsberg skal ha 500 000 kr til, bilag VV 2026-12. Registrer utbetalingen.", async () => {
  const page = await at("okonom");
  await page.getByRole("link", { name: /^Registrer utbetaling/ }).click();
  await page.getByRole("region", { name: "Penger" }).getByText(/1\s450\s000 kr/).first().waitFor();
  await page.getByLabel("Beløp").fill("500000");
  await page.getByLabel("Bilag").fill("VV 2026-12");
  await choose(page, "Mottaker", "Kongsberg");
  await page.getByRole("button", { name: "Registrer utbetaling" }).click();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  await page.getByRole("region", { name: "Penger" }).getByText(/1\s950\s000 kr/).waitFor();
  quiet(page);
});

test("9 auditor: Hvem avgjorde tilskuddet til Kongsberg, og hvilket unntak ble gjort?", async () => {
  const page = await at("revisor");
  await menu(page, "Saker");
  await page.getByRole("link", { name: "Kongsberg samhandlingsarena" }).click();
  await page.getByText("Unntak med begrunnelse: Tilskuddsordningen er ikke vedtatt, 21.10.2024").waitFor();
  await page.getByText("Ordningen er under utarbeidelse og blir ferdig i 2025").first().waitFor();
  await page.getByText(/^Til stede og enige: .*Bærum/).waitFor();
  quiet(page);
});

test("10 auditor: Hvem satt i SSU 14. april 2024, og etter hvilken regel?", async () => {
  const page = await at("revisor");
  await menu(page, "Utvalg");
  await page.getByRole("link", { name: /Strategisk samarbeidsutvalg/ }).click();
  await page.getByLabel("På dato").fill("14.4.2024");
  await page.getByLabel("På dato").press("Enter");
  await page.getByRole("heading", { name: /Regel 1/ }).waitFor();
  await becomes(() => page.getByRole("row").filter({ hasText: /Medlem|Leder/ }).count(), 9);
  quiet(page);
});
