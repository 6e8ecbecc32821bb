// Derived forms: a case is begun, changed and moved on; errors stand at their fields; nothing typed is lost.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { becomes, choose, focusOn, quiet, setting, settled, signIn } from "./browser.mjs";

const set = setting();

const file = (name, text = name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test("sign in, mine oppgaver, the case, one form, and the case has moved on", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  await page.getByRole("link", { name: /start sluttrapporteringen/i }).click();
  await page.getByRole("heading", { level: 1, name: /start sluttrapporteringen/i }).waitFor();
  await page.getByText("Det er ingenting å fylle ut").waitFor();
  await page.getByRole("button", { name: /start sluttrapporteringen/i }).click();
  await page.getByRole("heading", { level: 1, name: "Kongsberg samhandlingsarena" }).waitFor();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  await page.locator("[aria-current=step]", { hasText: /Står her:\s*Rapportering/ }).waitFor();
  quiet(page);
});

test("wrong password, and what is wrong is said", async () => {
  const page = await set.person();
  await page.goto(set.url + "/saker/2024-3");
  await page.getByLabel("Brukernavn").fill("koordinator");
  await page.getByLabel("Passord").fill("feil");
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByRole("alert").filter({ hasText: "Brukernavnet eller passordet er feil." }).waitFor();
  await page.getByLabel("Passord").fill("samhandling-2024");
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByRole("heading", { level: 1, name: "Kongsberg samhandlingsarena" }).waitFor();
});

test("a joint application: nested lists, errors in them, a draft that outlives a reload", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  await page.getByRole("link", { name: "Saker", exact: true }).click();
  await page.getByRole("link", { name: "Ny sak" }).click();
  await page.getByRole("link", { name: /Søknad om rekrutterings/ }).click();
  await page.getByRole("heading", { level: 1, name: "Opprett søknad" }).waitFor();

  await page.getByLabel("Søknadsbeløp").fill("mye");
  await page.getByLabel("Tittel").fill("Hjemmesykehus i Hallingdal");
  await page.getByRole("radio", { name: "Forprosjekt" }).check();
  await page.getByRole("checkbox", { name: "Eldre med skrøpelighet" }).check();
  await page.getByRole("button", { name: "Legg til mål" }).click();
  await focusOn(page.getByRole("group", { name: "Mål 1" }).getByRole("textbox"));
  await page.keyboard.type("Færre innleggelser");
  await page.getByRole("button", { name: "Legg til søkere" }).click();
  const first = page.getByRole("group", { name: "Søkere 1" });
  await choose(first, "Part", "Hol");
  await page.getByRole("button", { name: "Legg til egeninnsats" }).click();
  await page.getByRole("group", { name: "Egeninnsats 1" }).getByLabel("Beløp").fill("100 000");

  await page.getByRole("button", { name: "Opprett søknad" }).click();
  const summary = page.locator("ds-error-summary");
  await summary.getByRole("link", { name: /Egeninnsats 1 Part: Må fylles ut/ }).waitFor();
  await summary.getByRole("link", { name: /Søknadsbeløp: Skriv beløpet/ }).click();
  await focusOn(page.getByLabel("Søknadsbeløp"));
  assert.equal(await page.getByLabel("Søknadsbeløp").inputValue(), "mye", "what is wrong stays as it was typed");

  await page.reload();
  await page.getByText("Du fortsetter på et utkast").waitFor();
  await becomes(() => page.getByLabel("Tittel").inputValue(), "Hjemmesykehus i Hallingdal");
  await page.getByLabel("Søknadsbeløp").fill("1 500 000");
  await choose(page.getByRole("group", { name: "Egeninnsats 1" }), "Part", "Hol");
  await page.getByRole("button", { name: "Legg til søkere" }).click();
  await page.getByRole("button", { name: "Fjern Søkere 2" }).click();
  await focusOn(page.getByRole("button", { name: "Legg til søkere" }));
  await page.getByLabel("Tilskuddsramme").selectOption({ index: 1 });
  await page.getByLabel("Tilskuddsordning").selectOption({ label: "2024-1 Rekrutterings- og samhandlingstilskudd – innretning" });
  await page.getByLabel("År", { exact: true }).fill("2026");
  await page.getByRole("button", { name: "Opprett søknad" }).click();
  await page.getByRole("heading", { level: 1, name: "Hjemmesykehus i Hallingdal" }).waitFor();
  await settled(page);
  const made = page.url().split("/").at(-1);

  const user = await set.as("koordinator");
  const { data } = await user.get(`/cases/${made}`);
  assert.equal(data.applied, 150_000_000);
  assert.deepEqual(data.applicants, [{ party: "hol" }]);
  assert.deepEqual(data.contributions, [{ party: "hol", amount: 10_000_000 }]);
  assert.equal(data.combined_positions, undefined, "a group that is empty is left out");

  await page.getByRole("link", { name: "Endre søknaden" }).click();
  await page.getByRole("heading", { level: 1, name: "Endre søknaden" }).waitFor();
  await becomes(() => page.getByLabel("Søknadsbeløp").inputValue(), "1\u00a0500\u00a0000"); // what stands is there to be changed
  await page.getByLabel("Tittel").fill("Hjemmesykehus i Hol");
  await page.getByRole("button", { name: "Endre søknaden" }).click();
  await page.getByRole("heading", { level: 1, name: "Hjemmesykehus i Hol" }).waitFor();
  quiet(page);
});

test("a file is dropped, named and sent; the step that is closed says why, with its basis", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4/gjor/nominate_committee");
  await page.getByRole("button", { name: "Legg til medlemmer" }).click();
  const member = page.getByRole("group", { name: "Medlemmer 1" });
  await member.getByRole("radio", { name: "Kommune" }).check();
  await choose(member, "Person", "Fagdirektør, Vestre Viken HF");
  await page.getByRole("group", { name: "Forslag" }).getByLabel("Slipp en fil her").setInputFiles(file("Forslag til redaksjonskomité.txt"));
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await becomes(() => page.getByLabel("Hva dokumentet heter").inputValue(), "Forslag til redaksjonskomité");
  await page.getByRole("button", { name: "Legg fram redaksjonskomité" }).click();
  const refusal = page.getByRole("alert");
  await refusal.filter({ hasText: "mangler brukerrepresentant" }).waitFor();
  assert.match(await refusal.innerText(), /hol\. § 6-1/);
  assert.equal(await page.getByLabel("Hva dokumentet heter").inputValue(), "Forslag til redaksjonskomité", "nothing is lost by a refusal");
  quiet(page);
});

test("two tabs: the second is told, nothing is overwritten, and chooses", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-2/gjor/mark_simulated");
  await page.getByLabel("Hva").fill("Skrevet i den ene fanen");
  const user = await set.as("koordinator");
  await user.post("/cases/2024-2/commands/mark_simulated", { what: "Skrevet av en annen" });
  await page.getByRole("button", { name: "Merk hva som er simulert" }).click();
  await page.getByText("Noen har endret saken mens du skrev.").waitFor();
  assert.equal(await page.getByLabel("Hva").inputValue(), "Skrevet i den ene fanen");
  assert.equal((await user.get("/cases/2024-2")).simulated, "Skrevet av en annen");
  await settled(page);
  await page.getByRole("button", { name: "Jeg har sett det – send mitt" }).click();
  await page.getByRole("heading", { level: 1, name: /Revisjon av retningslinje/ }).waitFor();
  assert.equal((await user.get("/cases/2024-2")).simulated, "Skrevet i den ene fanen");
});

test("a double press has one effect, and script in a field is text", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/ny/grant_scheme/propose_scheme");
  const title = '<img src=x onerror="document.title=1"><script>alert(1)</script> «æøå»';
  await page.getByLabel("Tittel").fill(title);
  await page.getByLabel("Tilskuddsramme").selectOption({ index: 1 });
  await page.getByLabel("År", { exact: true }).fill("2026");
  await page.getByRole("button", { name: "Start arbeidet med en tilskuddsordning" }).dblclick();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  const user = await set.as("koordinator");
  assert.equal((await user.get("/cases")).items.filter((each) => each.title === title).length, 1);
  quiet(page);
});

test("the session ended in mid-form: sign in again, and the draft is there", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-1/gjor/restrict_access");
  await page.getByLabel("Hjemmel").fill("offl. § 14");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Begrens tilgangen" }).click();
  await page.getByText("Du er logget ut.").waitFor();
  await page.getByLabel("Brukernavn").fill("koordinator");
  await page.getByLabel("Passord").fill("samhandling-2024");
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByRole("heading", { level: 1, name: "Begrens tilgangen" }).waitFor();
  await becomes(() => page.getByLabel("Hjemmel").inputValue(), "offl. § 14");
});

test("the server went away and came back", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-1/gjor/mark_simulated");
  await page.getByLabel("Hva").fill("Mens serveren var borte");
  await set.stopServer();
  await page.getByRole("button", { name: "Merk hva som er simulert" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByRole("button", { name: "Logg ut" }).click();
  await page.getByText("Du er fortsatt logget inn.").waitFor();
  await set.startServer();
  await page.getByRole("button", { name: "Merk hva som er simulert" }).click();
  await page.getByRole("heading", { level: 1, name: /innretning/ }).waitFor();
  const user = await set.as("koordinator");
  assert.equal((await user.get("/cases/2024-1")).simulated, "Mens serveren var borte");
});

test("filters stand in the address, titles are searched as one types", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker");
  await page.getByLabel("Søk i titler").fill("kongs");
  await page.getByText("1 sak", { exact: true }).waitFor();
  await page.getByLabel("Søk i titler").fill("");
  await page.getByLabel("Sakstype").selectOption({ label: "Retningslinje, prosedyre eller pasientforløp" });
  await page.getByText("1 sak", { exact: true }).waitFor();
  assert.match(page.url(), /type=guideline_revision/);
  await page.reload();
  await page.getByText("1 sak", { exact: true }).waitFor();
  await page.getByRole("link", { name: /legemiddelassistert/ }).click();
  await page.goBack();
  await page.getByText("1 sak", { exact: true }).waitFor();
});

test("titles are asked for when one pauses, not at each key, and one goes back past them all", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  await page.getByRole("link", { name: "Saker", exact: true }).click();
  await settled(page);
  const asked = [];
  page.on("request", (request) => asked.push(...new URL(request.url()).searchParams.getAll("q")));
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByLabel("Søk i titler").pressSequentially("kongs");
  await page.waitForURL(/q=kongs$/);
  assert.deepEqual(asked, []);
  await page.clock.resume();
  await page.getByText("1 sak", { exact: true }).waitFor();
  assert.deepEqual(asked, ["kongs"]);
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Mine oppgaver" }).waitFor();
});

test("a document is dropped on the case itself, and read there", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-3");
  await page.getByRole("button", { name: "Legg til dokument" }).click();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["Innhold: blåbær"], "Brev fra Gol.txt", { type: "text/plain" }));
    return data;
  });
  await page.locator(".drop").first().dispatchEvent("drop", { dataTransfer: transfer });
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Legg til dokument" }).click();
  await page.getByRole("button", { name: "Brev fra Gol" }).click();
  await page.getByRole("dialog").getByText("Innhold: blåbær").waitFor();
  quiet(page);
});

test("a PDF or an image opens in a tab of its own, all else is saved", async () => {
  const page = await set.person();
  const user = await set.as("koordinator");
  const digests = {};
  for (const [title, type, bytes] of [["Kart over Hallingdal", "application/pdf", pdf], ["Bilde fra møtet", "image/png", png], ["Regneark", "text/csv", Buffer.from("a;b")]]) {
    const { digest } = await user.upload(bytes, type);
    await user.post("/cases/2024-3/commands/link_document", { attached: { digest, title } });
    digests[title] = digest;
  }
  await signIn(page, set, "koordinator", "/saker/2024-3");
  for (const title of ["Kart over Hallingdal", "Bilde fra møtet"]) {
    const [tab] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("button", { name: title }).click()]);
    await tab.waitForURL(new RegExp(`${digests[title]}.*inline=true`));
    await tab.close();
  }
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Regneark" }).click()]);
  assert.equal(readFileSync(await download.path(), "utf8"), "a;b");
  assert.equal(await page.getByRole("dialog").count(), 0);
  quiet(page);
});
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
