// Agreement stated in a meeting: one press, the names present and entitled, both sides there; point by point; remarks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, all, becomes, choose, focusOn, gone, notSideways, quiet, setting, signIn } from "./browser.mjs";
import { beforeMeeting, present } from "./scenes.mjs";

const set = setting();

const roundOf = async (id) => Object.values((await (await set.as("koordinator")).get(`/cases/${id}`)).rounds).at(-1);

test("one side is absent: it is said, and the server refuses; both there: registered in one press", async () => {
  const id = await beforeMeeting(set);
  const page = await set.person();
  await signIn(page, set, "koordinator", `/saker/${id}`);
  await page.getByRole("link", { name: "Registrer at møteleder konstaterte enighet" }).click();
  const municipalities = page.getByRole("group", { name: "Kommunesiden" });
  for (const box of await all(municipalities.getByRole("checkbox"))) await box.check();
  await page.getByText("Helseforetakssiden er ikke til stede. Saken kan drøftes, men ikke avgjøres.").waitFor();
  await page.getByText("Kommunesiden: til stede").waitFor();
  await page.getByRole("button", { name: "Registrer vedtaket" }).click();
  await page.getByRole("alert").filter({ hasText: "Helseforetak er ikke til stede." }).waitFor();

  await page.getByRole("button", { name: "Merk alle som til stede" }).click();
  await becomes(async () => (await page.getByLabel("Møteleder").locator("option:checked").innerText()).includes("Bærum"), true); // the leader chairs
  await page.getByRole("group", { name: "Helseforetakssiden" }).getByLabel("Møter").first().selectOption({ label: "Klinikkdirektør Drammen sykehus, Vestre Viken HF (vara)" });
  await page.getByRole("button", { name: "Legg til protokolltilførsler" }).click();
  const remark = page.getByRole("group", { name: "Protokolltilførsler 1" });
  await choose(remark, "Plass i utvalget", "Fastlegene – Fastlegerepresentant");
  await remark.getByRole("textbox", { name: "Tekst" }).fill("Fastlegene ber om å bli hørt.");

  await page.reload();
  await page.getByRole("group", { name: "Kommunesiden" }).getByRole("checkbox", { checked: true }).first().waitFor(); // who was there is kept
  await page.getByRole("button", { name: "Registrer vedtaket" }).click();
  await page.getByText(/^Møteleder konstaterte enighet \d/).waitFor();
  await page.getByText("Protokolltilførsel, Fastlegene – Fastlegerepresentant: Fastlegene ber om å bli hørt.").waitFor();
  const { status, outcome } = await roundOf(id);
  assert.equal(status, "carried");
  assert.equal(outcome.stated_by_chair, true);
  assert.equal(outcome.present.length, 11);
  assert.ok(outcome.present.some((each) => each.stands_in_for));
  quiet(page);
});

test("an item is taken up: those who are expected are ticked, side by side, and one who stays away is unticked", async () => {
  const id = await beforeMeeting(set);
  const page = await set.person({ viewport: { width: 360, height: 740 } });
  await signIn(page, set, "koordinator", `/saker/${id}`);
  await page.getByRole("link", { name: "Ta opp til behandling" }).click();
  await page.getByRole("heading", { level: 1, name: "Ta opp til behandling" }).waitFor();
  await page.getByRole("group", { name: "Helseforetakssiden" }).getByRole("checkbox").nth(3).waitFor();
  assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 11);
  await page.getByRole("group", { name: "Rådgivende" }).getByRole("checkbox").first().uncheck();
  await page.getByText("Helseforetakssiden: til stede").waitFor();
  await notSideways(page, "taking up an item on a phone");
  await accessible(page, "taking up an item");
  await page.getByRole("button", { name: "Ta opp til behandling" }).click();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  const round = await roundOf(id);
  assert.equal(round.status, "open");
  assert.equal(round.procedure, "meeting");
  assert.equal(Object.keys(round.electorate).length, 10);
  quiet(page);
});

test("an item is taken up in writing: nobody is ticked, and there must be a date", async () => {
  const id = await beforeMeeting(set);
  const page = await set.person();
  await signIn(page, set, "koordinator", `/saker/${id}/behandling/r1`);
  await page.getByRole("radio", { name: "Skriftlig" }).check();
  await gone(page.getByRole("checkbox"));
  await page.getByRole("button", { name: "Ta opp til behandling" }).click();
  await page.getByRole("link", { name: /^Frist.*: Må fylles ut/ }).waitFor();
  await page.getByLabel("Frist").fill("31.12.2035");
  await page.getByRole("button", { name: "Ta opp til behandling" }).click();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  assert.equal((await roundOf(id)).deadline, "2035-12-31");
  quiet(page);
});

test("who has been found inhabil is named, and not to be ticked; whose leader is away has a chair chosen", async () => {
  const id = await beforeMeeting(set);
  const user = await set.as("koordinator");
  const does = (command, payload) => user.post(`/cases/${id}/commands/${command}`, payload);
  await does("open_round", { procedure: "meeting", present });
  for (const seat of ["m1", "t2"]) {
    await does("declare_recusal", { seat, ground: "project" });
    await does("settle_recusal", { seat, disqualified: true, hjemmel: "fvl. § 6 andre ledd" });
  }
  const page = await set.person();
  await signIn(page, set, "koordinator", `/saker/${id}/enighet/r1`);
  const trust = page.getByRole("group", { name: "Helseforetakssiden" });
  await trust.getByText(/Inhabil$/).waitFor();
  await becomes(() => page.getByRole("checkbox", { checked: true }).count(), 9);
  await page.getByText("Lederen er ikke til stede. Velg hvem som leder møtet.").waitFor();
  await page.getByRole("button", { name: "Registrer vedtaket" }).click();
  await page.getByRole("link", { name: "Møteleder: Må fylles ut" }).click();
  await focusOn(page.getByLabel("Møteleder"));
  await page.getByLabel("Møteleder").selectOption({ index: 1 });
  await accessible(page, "agreement without the inhabil");
  await page.getByRole("button", { name: "Registrer vedtaket" }).click();
  await page.getByText(/^Møteleder konstaterte enighet \d/).waitFor();
  assert.equal((await roundOf(id)).outcome.agreed.length, 6);
  quiet(page);
});

test("point by point: two agreed, one postponed", async () => {
  const id = await beforeMeeting(set);
  const page = await set.person();
  await signIn(page, set, "koordinator", `/saker/${id}/enighet/r1`);
  await page.getByRole("button", { name: "Merk alle som til stede" }).click();
  for (const [index, [words, result]] of [["Arbeidet settes i gang", "Enighet"], ["Komité oppnevnes", "Enighet"], ["Budsjett", "Utsatt"]].entries()) {
    await page.getByRole("button", { name: "Legg til punkter" }).click();
    const point = page.getByRole("group", { name: `Punkter ${index + 1}` });
    await point.getByLabel("Nummer").fill(String(index + 1));
    await point.getByLabel("Ordlyd").fill(words);
    await point.getByRole("radio", { name: result }).check();
    if (result === "Utsatt") await point.getByLabel(/Begrunnelse/).fill("Mangler tall");
  }
  await page.getByRole("button", { name: "Registrer vedtaket" }).click();
  await page.getByRole("status").filter({ hasText: "Registrert:" }).waitFor();
  const round = await roundOf(id);
  assert.equal(round.status, "waiting");
  assert.deepEqual(round.points.map((each) => each.result), ["agreed", "agreed", "postponed"]);
});
