// The evening before, in the browsers that others build: Firefox ESR and WebKit.

import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { writtenProcedure } from "./scenes.mjs";
import { password, stage } from "./stage.mjs";
import { browser } from "./webdriver.mjs";

let set;
before(async () => {
  set = await stage();
  await writtenProcedure(set);
});
after(() => set?.end());

const members = { firefox: "hallingdal", webkit: "ringerike" };

for (const [name, member] of Object.entries(members))
  test(`${name}: from the task to a position with a reservation, and what others do is seen`, async (t) => {
    const me = await browser(name);
    t.after(me.end);
    await signIn(me, member);
    await me.find("heading", "Mine oppgaver");
    await me.press("link", /^Ta stilling/);
    await me.see("Du blir bedt om å ta stilling til");
    await me.see("SSU vedtar ordningen.");
    await me.press("radio", "Enig med forbehold");
    await me.fill("Hva må avklares?", "Behandles i formannskapet");
    await me.fill("Innen når?", "14.11.2027");
    await me.press("checkbox", /avgjøres skriftlig/);
    await me.press("button", "Registrer standpunkt");
    await me.see("Standpunktet er registrert: Enig med forbehold");

    await me.press("link", /Til saken|Sak 2024-1|Tilbake/);
    await me.see("av 11 har svart");
    const user = await set.as("koordinator");
    await user.post("/cases/2024-1/commands/link_document", { attached: await user.document(`Brev som kom mens ${name} så på`) });
    await me.see(`Brev som kom mens ${name} så på`);
  });

for (const name of Object.keys(members))
  test(`${name}: a form with a list, a reference that is searched for, and a file`, async (t) => {
    const me = await browser(name);
    t.after(me.end);
    await signIn(me, "koordinator", "/saker/2024-4/gjor/nominate_committee");
    await me.press("button", "Legg til medlemmer");
    await me.press("radio", "Kommune");
    await me.fill("Person", "Fagdirektør");
    await me.press("option", "Fagdirektør, Vestre Viken HF");
    await me.attach(/^Slipp en fil her/, fileURLToPath(import.meta.url));
    await me.see("Lastet opp");
    await me.press("button", "Legg fram redaksjonskomité");
    await me.see("mangler brukerrepresentant");
  });

async function signIn(me, username, path = "/") {
  await me.go(set.url + path);
  await me.fill("Brukernavn", username);
  await me.fill("Passord", password);
  await me.press("button", "Logg inn");
}
