// The evening before, on a phone: read, take a position with a reservation, lose the connection, come back. And when
// all of both sides agree in writing, the matter is settled.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, agree, becomes, gone, notSideways, phone, quiet, setting, settled, signIn } from "./browser.mjs";
import { bothSides, writtenProcedure } from "./scenes.mjs";

const set = setting(writtenProcedure);

const position = async (name) => Object.values((await (await set.as(name)).get("/cases/2024-1")).rounds).at(-1).positions ?? {};

test("from the task to a position with a reservation, through a tunnel", async () => {
  const page = await set.person({ viewport: phone, hasTouch: true, isMobile: true });
  await signIn(page, set, "hallingdal");
  await page.getByRole("link", { name: /Ta stilling/ }).tap();
  await page.getByText("Du blir bedt om å ta stilling til").waitFor();
  const proposal = page.getByRole("region", { name: "Forslag til vedtak" });
  await proposal.getByText("SSU vedtar ordningen.").waitFor();
  await becomes(() => proposal.getByRole("listitem").count(), 2);
  await page.getByText("Den skriftlige behandlingen stopper").waitFor(); // what follows from «Møte!»
  assert.equal(await page.getByRole("checkbox", { name: /avgjøres skriftlig/ }).isChecked(), false, "never ticked beforehand");

  await page.getByRole("button", { name: "Registrer standpunkt" }).tap();
  await page.getByText("Må fylles ut").waitFor();
  await page.getByRole("radio", { name: "Enig med forbehold" }).check();
  await page.getByLabel("Hva må avklares?").fill("Behandles i formannskapet");
  await page.getByLabel("Innen når?").fill("14.11.2027");
  await page.getByRole("checkbox", { name: /avgjøres skriftlig/ }).check();
  await notSideways(page, "position");
  await accessible(page, "position");

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Registrer standpunkt" }).tap();
  await page.getByText("Ikke sendt: venter på nettet").waitFor();
  assert.deepEqual(await position("leder"), {});
  await page.context().setOffline(false);
  await page.getByText("Standpunktet er registrert: Enig med forbehold").waitFor();
  assert.deepEqual((await position("leder")).m3.reservation, { text: "Behandles i formannskapet", clear_by: "2027-11-14" });
  await gone(page.getByText("Ikke sendt"));
});

test("a position may be changed, and disagreement needs a reason", async () => {
  const page = await set.person({ viewport: phone });
  await signIn(page, set, "ringerike", "/saker/2024-1/standpunkt/r1");
  await page.getByRole("radio", { name: "Ikke enig" }).check();
  await page.getByRole("button", { name: "Registrer standpunkt" }).click();
  await page.getByText("Må fylles ut").waitFor();
  await page.getByLabel("Begrunnelse").fill("Kommunene må høres først.");
  await page.reload();
  await settled(page);
  await becomes(() => page.getByLabel("Begrunnelse").inputValue(), "Kommunene må høres først.");
  await page.getByRole("button", { name: "Registrer standpunkt" }).click();
  await page.getByText("Standpunktet er registrert: Ikke enig").waitFor();
  await page.getByRole("radio", { name: "Enig", exact: true }).check();
  await page.getByRole("checkbox", { name: /avgjøres skriftlig/ }).check();
  await page.getByRole("button", { name: "Endre standpunkt" }).click();
  await page.getByText("Standpunktet er registrert: Enig").waitFor();
  quiet(page);
});

test("a text that was replaced meanwhile says so and keeps the answer", async () => {
  const page = await set.person({ viewport: phone });
  await signIn(page, set, "drammen", "/saker/2024-1/standpunkt/r1");
  await page.getByRole("radio", { name: "Ikke enig" }).check();
  await page.getByLabel("Begrunnelse").fill("Ikke ennå.");
  const user = await set.as("koordinator");
  const { actions } = await user.get("/cases/2024-1");
  await user.post("/cases/2024-1/commands/replace_text", {
    acknowledged: actions.find((each) => each.command === "replace_text").costs,
    reason: "Rettet etter innspill",
    text: { title: "Rekrutterings- og samhandlingstilskudd – innretning", version: "2.0", renditions: [await user.document("Ny tekst")] },
  });
  await page.getByRole("button", { name: "Registrer standpunkt" }).click();
  await page.getByText(/endret|ikke lenger til behandling|ny tekst/i).first().waitFor();
  assert.deepEqual((await position("leder")).m2, undefined);
});

test("all of both sides agree in writing, each on their own machine: the case goes on", async () => {
  const user = await set.as("koordinator");
  await user.post("/cases/2024-1/commands/open_round", { procedure: "written", deadline: new Date(Date.now() + 6e8).toISOString().slice(0, 10) });
  const before_ = (await user.get("/cases/2024-1")).state.name;
  for (const name of bothSides) {
    const page = await set.person({ viewport: phone });
    await agree(page, set, name);
    quiet(page);
    await page.context().close();
  }
  const now = await user.get("/cases/2024-1");
  assert.notEqual(now.state.name, before_);
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-1");
  await page.getByText("Til stede og enige:").waitFor();
});
