// What needs two: whoever asks is told that it does not apply yet, another finds it among the tasks and confirms it. And
// one's own password.

import { test } from "node:test";
import { accessible, choose, go, gone, quiet, setting, signIn } from "./browser.mjs";
import { password } from "./stage.mjs";

const vacant = async (set) => {
  const user = await set.as("koordinator");
  await user.post("/bodies/ssu/commands/open_seat", { seat: "pharmacy", kind: "observer", parties: [], represents: "Apotekene", valid_from: "2026-01-01", source: "SSU, sak 01-26" });
};
const set = setting(vacant);
const member = "Apoteker (arbeidsgruppen for LAR)";

async function appoint(page) {
  await go(page, set, "/utvalg/ssu");
  await page.getByText("Registrer endring").click();
  await page.getByRole("link", { name: "Oppnevn medlem", exact: true }).click();
  await choose(page, "Plass i utvalget", "Apotekene");
  await choose(page, "Person", member);
  await page.getByRole("radio", { name: "Medlem", exact: true }).check();
  await page.getByLabel("Gjelder fra").fill("1.10.2026");
  await page.getByLabel(/Kilde/).fill("SSU, sak 31-26");
  await page.getByRole("button", { name: "Oppnevn medlem" }).click();
  await page.getByText("Registrert. En annen må bekrefte endringen før den gjelder.").waitFor();
}

test("a member appointed from a day that has passed stands when another has confirmed it", async () => {
  const asker = await set.person();
  await signIn(asker, set, "koordinator");
  await appoint(asker);
  const waiting = (page) => page.getByRole("region", { name: "Endringer som en annen må bekrefte" });
  await waiting(asker).getByText("En annen enn den som ba om endringen, må bekrefte den.").waitFor();
  await asker.getByText("Satt til side til en annen har bekreftet").waitFor();
  await accessible(asker, "a change that waits");

  await waiting(asker).getByRole("link", { name: "Forkast endringen" }).click();
  await asker.getByLabel(/Begrunnelse/).fill("Feil dato");
  await asker.getByRole("button", { name: "Forkast endringen" }).click();
  await asker.getByText("Registrert: Forkast endringen").waitFor();
  await gone(waiting(asker));
  await appoint(asker);

  const other = await set.person();
  await signIn(other, set, "radgiver");
  await other.getByRole("link", { name: /Endring som en annen må bekrefte/ }).click();
  await waiting(other).getByText(member).waitFor();
  await waiting(other).getByText("Apotekene").waitFor();
  await waiting(other).getByText("Bedt om av Samhandlingskoordinator, Kommunehelsesamarbeidet").waitFor();
  await accessible(other, "a change to confirm");
  await waiting(other).getByRole("button", { name: "Bekreft endringen" }).click();
  await other.getByText("Bekreftet: Oppnevn medlem. Endringen gjelder nå.").waitFor();
  await other.getByRole("row").filter({ hasText: "Apotekene" }).getByRole("link", { name: member }).waitFor();
  await gone(waiting(asker));
  for (const each of [asker, other]) quiet(each);
});

test("a second account for one person is confirmed by who registers", async () => {
  const admin = await set.person();
  await signIn(admin, set, "admin", "/registrer/accounts/open_account");
  await admin.getByLabel("Brukernavn").fill("okonom-2");
  await choose(admin, "Person", "Økonomirådgiver, Vestre Viken HF");
  await admin.getByRole("button", { name: "Opprett brukerkonto" }).click();
  await admin.getByText("Registrert. En annen må bekrefte endringen før den gjelder.").waitFor();

  const other = await set.person();
  await signIn(other, set, "koordinator");
  await other.getByRole("link", { name: /Endring som en annen må bekrefte.*Brukerkontoer/ }).click();
  await other.getByText("Økonomirådgiver, Vestre Viken HF").first().waitFor();
  await accessible(other, "an account to confirm");
  await other.getByRole("button", { name: "Bekreft endringen" }).click();
  await other.getByText("Bekreftet: Opprett brukerkonto.").waitFor();
  for (const each of [admin, other]) quiet(each);
});

test("who may is said where somebody may not", async () => {
  const page = await set.person();
  await signIn(page, set, "admin", "/registrer/body/end_seat/ssu");
  await choose(page, "Plass i utvalget", "Fastlegene – Fastlegerepresentant");
  await page.getByLabel("Gjelder til").fill("1.10.2027");
  await page.getByRole("main").getByRole("button", { name: "Avslutt plass i utvalget" }).click();
  await page.getByText("Dette kan gjøres av: Den som registrerer i ettertid").waitFor();
  quiet(page);
});

test("a role for one committee says which", async () => {
  const page = await set.person();
  await signIn(page, set, "admin", "/registrer/organisation/grant_role");
  await choose(page, "Person", member);
  await page.getByRole("radio", { name: "Saksbehandler" }).check();
  await page.getByLabel("Gjelder fra").fill("1.1.2027");
  await choose(page, "Utvalg (valgfritt)", "Strategisk samarbeidsutvalg (SSU)");
  await page.getByRole("button", { name: "Gi rolle" }).click();
  await page.getByText("Registrert: Gi rolle").waitFor();
  await page.getByText(/Saksbehandler, Strategisk samarbeidsutvalg \(SSU\), fra 01.01.2027/).waitFor();
  quiet(page);
});

test("one's own password is changed, and other sessions end", async () => {
  const elsewhere = await set.person();
  await signIn(elsewhere, set, "okonom");
  const page = await set.person();
  await signIn(page, set, "okonom", "/oppsett");
  const change = async (old, chosen, again = chosen) => {
    await page.getByLabel("Det gamle passordet").fill(old);
    await page.getByLabel("Det nye passordet").fill(chosen);
    await page.getByLabel("Passordet en gang til").fill(again);
    await page.getByRole("button", { name: "Bytt passord" }).click();
  };
  await change(password, "et helt nytt passord", "et annet passord");
  await page.getByText("De to er ikke like").waitFor();
  await change(password, "kort");
  await page.getByText("For kort; det må være minst 12.").waitFor();
  await change("feil", "et helt nytt passord");
  await page.getByText("Det gamle passordet er feil.").waitFor();
  await accessible(page, "a password that is changed");
  await change(password, "et helt nytt passord");
  await page.getByText("Passordet er byttet. Du er logget ut alle andre steder.").waitFor();
  await elsewhere.goto(`${set.url}/saker`);
  await elsewhere.getByRole("button", { name: "Logg inn" }).waitFor();
  quiet(page);
});
