// Bad things that happen to people: large files, a line that is slow or gone, a double press, going back in the middle,
// script in what others wrote. (Stale tabs, an ended session and a server that was away: forms.test.mjs.)

import assert from "node:assert/strict";
import { openSync, closeSync, ftruncateSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { becomes, choose, go, gone, phone, quiet, setting, settled, signIn } from "./browser.mjs";
import { beforeMeeting, beforeParties, writtenProcedure } from "./scenes.mjs";

let meeting;
const set = setting(writtenProcedure, beforeParties, async (stage) => void (meeting = await beforeMeeting(stage)));
const folder = mkdtempSync(join(tmpdir(), "sg-"));
after(() => rmSync(folder, { recursive: true }));

const file = (name, text = name) => ({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) });
function large(name, mebibytes) {
  const path = join(folder, name);
  const opened = openSync(path, "w");
  ftruncateSync(opened, mebibytes * 2 ** 20);
  closeSync(opened);
  return path;
}
const place = (page) => page.getByLabel("Slipp en fil her").first(); // another may be folded below
const entries = async (id) => (await (await set.as("koordinator")).get(`/cases/${id}/history?limit=200`)).items;
const countOf = async (id, command) => (await entries(id)).filter((entry) => entry.command === command).length;

/** As much a second is sent, in bytes, until it is mended. */
async function slow(page, upload) {
  const line = await page.context().newCDPSession(page);
  await line.send("Network.enable");
  const set = (uploadThroughput) => line.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await set(upload);
  return { mend: () => set(-1) };
}

test("a file of 101 MiB is refused before it is sent, one of 100 is taken and its progress shown", async () => {
  const page = await set.person();
  page.setDefaultTimeout(120_000);
  await signIn(page, set, "koordinator", "/saker/2024-3/gjor/link_document");
  const field = place(page);
  await field.setInputFiles(large("Film fra befaringen.mp4", 101));
  await page.getByText("Film fra befaringen.mp4 er på 101 MB. En fil kan være på høyst 100 MB").waitFor();
  await slow(page, 30 * 2 ** 20); // long enough to be seen
  await field.setInputFiles(large("Kart.tif", 100));
  await page.getByText(/Laster opp Kart\.tif: \d+ %/).waitFor();
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await gone(page.getByText(/høyst 100 MB/));
  await page.getByRole("button", { name: "Legg til dokument" }).click();
  await page.getByRole("button", { name: "Kart", exact: true }).waitFor();
  quiet(page);
});

test("while a file is on its way: what is typed stays, nothing is sent without it, it can be stopped and chosen again", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4/gjor/register_statement");
  const line = await slow(page, 1_000);
  const field = place(page);
  const reply = file("Høringssvar", "x".repeat(200_000));
  await field.setInputFiles(reply);
  await page.getByRole("button", { name: "Avbryt opplastingen" }).click();
  await gone(page.getByText(/Laster opp/));
  assert.equal(await page.getByText("Lastet opp", { exact: true }).count(), 0);
  await field.setInputFiles(reply);
  await page.getByText(/Laster opp/).waitFor();
  await page.getByLabel(/^Sammendrag/).fill("Skrevet mens filen var på vei");
  await page.getByRole("button", { name: "Registrer høringssvar" }).click();
  await page.getByRole("link", { name: /Vent til filen er lastet opp/ }).waitFor();
  await line.mend();
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  assert.equal(await page.getByLabel(/^Sammendrag/).inputValue(), "Skrevet mens filen var på vei");
  await becomes(() => page.getByLabel("Hva dokumentet heter").inputValue(), "Høringssvar");
  quiet(page);
});

test("the line breaks while a file is sent: it is said, and the same file may be chosen again", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-3/gjor/link_document");
  await page.context().setOffline(true);
  await place(page).setInputFiles(file("Brev"));
  await page.getByText("Får ikke kontakt med Saksgang").waitFor();
  await page.context().setOffline(false);
  await place(page).setInputFiles(file("Brev"));
  await page.getByText("Lastet opp", { exact: true }).waitFor();
});

test("what looks like a person's number is asked about, and an account number goes through", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-3/gjor/link_document");
  await place(page).setInputFiles(file("Kontonummer", "Betal til 01010750160."));
  await page.getByText(/ligner et fødselsnummer/).waitFor();
  await page.getByRole("button", { name: /kontonummer/ }).click();
  await page.getByText("Lastet opp", { exact: true }).waitFor();
});

test("a double press has one effect: a position, a meeting, a party's decision, a document, signing in", async () => {
  const member = await set.person({ viewport: phone });
  await member.goto(set.url + "/saker/2024-1/standpunkt/r1");
  await member.getByLabel("Brukernavn").fill("fagdirektor");
  await member.getByLabel("Passord").fill("samhandling-2024");
  await member.getByRole("button", { name: "Logg inn" }).dblclick();
  await member.getByRole("radio", { name: "Enig", exact: true }).check();
  await member.getByRole("checkbox", { name: /avgjøres skriftlig/ }).check();
  await member.getByRole("button", { name: "Registrer standpunkt" }).dblclick();
  await member.getByText("Standpunktet er registrert: Enig").waitFor();
  await settled(member);
  assert.equal(await countOf("2024-1", "take_position"), 1);
  assert.equal((await (await set.as("fagdirektor")).get("/sessions")).items.length, 2, "hers, and the one that asks");

  const page = await set.person();
  await signIn(page, set, "koordinator", `/saker/${meeting}/enighet/r1`);
  await page.getByRole("button", { name: "Merk alle som til stede" }).click();
  await page.getByRole("button", { name: "Registrer vedtaket" }).dblclick();
  await page.getByText(/^Møteleder konstaterte enighet \d/).waitFor();
  assert.equal(await countOf(meeting, "state_agreement"), 1);

  await go(page, set, "/saker/2024-4/partene/r6");
  await page.getByRole("button", { name: "Registrer svar: Asker" }).click();
  await page.getByRole("radio", { name: "Kommunestyret" }).check();
  await page.getByLabel("Dato for vedtaket").fill("20.11.2026");
  await page.getByLabel("Saksnummer hos parten").fill("PS 40/26");
  await page.getByRole("radio", { name: "Vedtatt", exact: true }).check();
  await place(page).setInputFiles(file("Saksutskrift"));
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Registrer og gå til neste" }).dblclick();
  await page.getByRole("heading", { name: "Registrer vedtaket i Bærum" }).waitFor();
  await settled(page);
  assert.equal(await countOf("2024-4", "register_adoption"), 1);

  await go(page, set, "/saker/2024-3");
  const linked = await countOf("2024-3", "link_document");
  await page.getByRole("button", { name: "Legg til dokument" }).dblclick();
  await place(page).setInputFiles(file("Notat"));
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Legg til dokument" }).dblclick();
  await page.getByRole("button", { name: "Notat", exact: true }).waitFor();
  await settled(page);
  assert.equal(await countOf("2024-3", "link_document"), linked + 1);
  for (const each of [member, page]) quiet(each);
});

test("back, forth and reload in the middle: of a form, a position, a meeting, a party's decision", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4");
  const middles = [
    ["/saker/2024-3/gjor/restrict_access", () => page.getByLabel("Hjemmel"), "offl. § 23"],
    ["/saker/2024-4/gjor/register_statement", () => page.getByLabel(/^Sammendrag/), "Halvferdig sammendrag"],
    ["/saker/ny/grant_scheme/propose_scheme", () => page.getByLabel("Tittel"), "Halvferdig ordning"],
    ["/registrer/body/open_seat/ssu", () => page.getByRole("main").getByRole("textbox").first(), "n9"],
  ];
  for (const [path, field, typed] of middles) {
    await page.evaluate((address) => history.pushState({}, "", address), new URL(set.url).pathname + path); // as a link does
    await settled(page);
    await field().fill(typed);
    await page.goBack();
    await settled(page);
    await page.goForward();
    await becomes(() => field().inputValue(), typed);
    await page.reload();
    await becomes(() => field().inputValue(), typed);
    await go(page, set, "/saker/2024-4");
  }

  const member = await set.person({ viewport: phone });
  await signIn(member, set, "drammen");
  await member.getByRole("link", { name: /Ta stilling/ }).click();
  await member.getByRole("radio", { name: "Enig med forbehold" }).check();
  await member.getByLabel("Hva må avklares?").fill("Formannskapet");
  await member.goBack();
  await member.getByRole("heading", { level: 1, name: "Mine oppgaver" }).waitFor();
  await member.goForward();
  await becomes(() => member.getByLabel("Hva må avklares?").inputValue(), "Formannskapet");
  for (const each of [member, page]) quiet(each);
});

test("the session ends while a position is written: sign in, and it is there", async () => {
  const page = await set.person({ viewport: phone });
  await signIn(page, set, "hallingdal", "/saker/2024-1/standpunkt/r1");
  await page.getByRole("radio", { name: "Ikke enig" }).check();
  await page.getByLabel("Begrunnelse").fill("Kommunene må høres.");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Registrer standpunkt" }).click();
  await page.getByText("Du er logget ut.").waitFor();
  await page.getByLabel("Brukernavn").fill("hallingdal");
  await page.getByLabel("Passord").fill("samhandling-2024");
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByRole("button", { name: "Registrer standpunkt" }).waitFor();
  await becomes(() => page.getByLabel("Begrunnelse").inputValue(), "Kommunene må høres.");
});

test("script in every text of an application is text, wherever it is shown", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/ny/grant_application/draft_application");
  const script = `"><img src=x onerror="document.title='tatt'"><script>document.title='tatt'</script>`;
  await page.locator("summary", { hasText: "Kombinerte stillinger" }).click();
  for (const what of ["mål", "samarbeidspartnere", "egeninnsats", "søkere"]) await page.getByRole("button", { name: `Legg til ${what}` }).click();
  await page.getByRole("group", { name: "Samarbeidspartnere 1" }).getByRole("radio").first().check();
  await choose(page.getByRole("group", { name: "Søkere 1" }), "Part", "Hol");
  await choose(page.getByRole("group", { name: "Egeninnsats 1" }), "Part", "Hol");
  const others = { "År": "2026", "Søknadsbeløp": "1000", "Beløp": "1000", "Starter": "1.2.2027", "Slutter": "1.2.2028" };
  await page.getByRole("group", { name: "Kombinerte stillinger" }).getByRole("textbox").first().waitFor(); // it unfolds
  await page.getByRole("group", { name: "Mål 1" }).getByRole("textbox").waitFor();
  let texts = 0;
  for (const box of await page.getByRole("main").locator("input:not([type]), input[type=text], textarea").all()) {
    if (!(await box.isVisible()) || (await box.getAttribute("placeholder"))) continue; // folded, or a search
    const label = (await box.evaluate((each) => each.labels[0].innerText)).replace(/ \(.*/, "").trim();
    await box.fill(others[label] ?? `${script} ${label}`);
    if (!others[label]) texts += 1;
  }
  assert.ok(texts > 8, `${texts} texts`);
  await page.getByLabel("Tilskuddsramme").selectOption({ index: 1 });
  await page.getByLabel("Tilskuddsordning").selectOption({ label: "2024-1 Rekrutterings- og samhandlingstilskudd – innretning" });
  await page.getByRole("radio", { name: "Forprosjekt" }).check();
  await page.getByRole("button", { name: "Opprett søknad" }).click();
  await page.getByRole("heading", { level: 1, name: `${script} Tittel` }).waitFor();
  const id = page.url().split("/").at(-1);
  for (const path of [`/saker/${id}`, "/saker", `/historikk?sak=${id}`, "/", `/saker/${id}/gjor/edit_application`]) {
    await go(page, set, path);
    assert.doesNotMatch(await page.title(), /^tatt/);
    assert.equal(await page.locator("img").count(), 0);
  }
  quiet(page);
});
