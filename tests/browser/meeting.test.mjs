// Agreement stated in a meeting: one press, the names present and entitled, both sides there; point by point; remarks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { all, becomes, choose, quiet, setting, signIn } from "./browser.mjs";
import { beforeMeeting } from "./scenes.mjs";

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
