// A forgotten password: a link that works once; and why somebody does not see a case.

import { test } from "node:test";
import { accessible, quiet, setting, signIn } from "./browser.mjs";

const set = setting();

test("an administrator makes a link, who has forgotten chooses a password, and the link works no more", async () => {
  const admin = await set.person();
  await signIn(admin, set, "admin", "/administrasjon");
  await admin.getByLabel("Konto", { exact: true }).selectOption({ label: "fsu – Leder av FSU psykisk helse og rus" });
  await admin.getByRole("button", { name: "Lag lenke" }).click();
  const link = await admin.getByLabel("Adresse").inputValue();

  const page = await set.person();
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Velg passord" }).waitFor();
  await accessible(page, "choose a password");
  const choose = async (password, again = password) => {
    await page.getByLabel("Passord", { exact: true }).fill(password);
    await page.getByLabel("Passordet en gang til").fill(again);
    await page.getByRole("button", { name: "Velg passord" }).click();
  };
  await choose("et helt nytt passord", "et annet passord");
  await page.getByText("De to er ikke like").waitFor();
  await choose("kort");
  await page.getByRole("alert").waitFor();
  await choose("et helt nytt passord");
  await page.getByText("Passordet er satt.").waitFor();
  await page.getByRole("link", { name: "Logg inn" }).click();
  await page.getByLabel("Brukernavn").fill("fsu");
  await page.getByLabel("Passord").fill("et helt nytt passord");
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.getByRole("heading", { level: 1, name: "Mine oppgaver" }).waitFor();

  await page.goto(link.replace("#", "?igjen#"));
  await choose("enda et nytt passord");
  await page.getByRole("alert").waitFor();
  for (const each of [admin, page]) quiet(each);
});

test("why one can or can't see a case is said, for each of one's own", async () => {
  const user = await set.as("koordinator");
  await user.post("/cases/2024-2/commands/restrict_access", { hjemmel: "offl. § 14" });
  const page = await set.person();
  await signIn(page, set, "hallingdal", "/oppsett");
  const asked = async (number) => {
    await page.getByLabel("Saksnummer").fill(number);
    await page.getByRole("button", { name: "Undersøk" }).click();
  };
  await asked("2024-1");
  await page.getByRole("status").filter({ hasText: /lese/ }).waitFor();
  await asked("2024-2");
  await page.getByRole("status").filter({ hasText: /Saken finnes ikke, eller den er begrenset/ }).waitFor();
  quiet(page);
});
