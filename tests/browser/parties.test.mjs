// The parties' decisions: a table, and many registered at a sitting by the keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { all, becomes, focusOn, go, quiet, setting, settled, signIn } from "./browser.mjs";
import { beforeParties } from "./scenes.mjs";

const set = setting(beforeParties);

const minutes = (name) => ({ name: `Saksutskrift ${name}.txt`, mimeType: "text/plain", buffer: Buffer.from(`Saksutskrift fra ${name}`) });

test("sent to all, then three decisions one after the other from the keyboard", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4/partene/r6");
  await page.getByRole("link", { name: "Registrer at saken er sendt til partene" }).click();
  for (const box of await all(page.getByRole("checkbox"), 23)) await box.check();
  await page.getByRole("button", { name: "Registrer at saken er sendt til partene" }).click();
  await page.getByText("0 av 23 parter har svart").waitFor();
  await page.getByRole("link", { name: "Partene", exact: true }).click();
  await becomes(() => page.getByText("Venter", { exact: true }).count(), 23);

  await page.getByRole("button", { name: "Registrer svar: Asker" }).focus();
  await page.keyboard.press("Enter");
  for (const [index, name] of ["Asker", "Bærum", "Drammen"].entries()) {
    await page.getByRole("heading", { name: `Registrer vedtaket i ${name}` }).waitFor();
    const form = page.getByRole("region", { name: `Registrer vedtaket i ${name}` });
    await focusOn(form.getByRole("radio", { name: "Kommunestyret" })); // one stands in the form
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type("21.11.2026");
    await page.keyboard.press("Tab");
    await page.keyboard.type(`PS ${index + 40}/26`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await form.getByLabel("Slipp en fil her").first().setInputFiles(minutes(name)); // the file dialog is the machine's own
    await form.getByText("Lastet opp", { exact: true }).waitFor();
    await form.getByLabel("Hva dokumentet heter").press("Enter");
    await page.getByRole("status").filter({ hasText: `Registrert: ${name}` }).waitFor();
  }
  await settled(page);
  await page.getByText("3 av 23 parter har svart").waitFor();
  const row = page.getByRole("row", { name: /Bærum/ });
  await row.getByText("PS 41/26").waitFor();
  await row.getByText("Vedtatt").waitFor();
  await row.getByRole("button", { name: /Saksutskrift Bærum/ }).click();
  await page.getByRole("dialog").getByText("Saksutskrift fra Bærum").waitFor();
  quiet(page);
});

test("a formannskapsvedtak is refused, with the basis", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-4/partene/r6");
  await page.getByRole("button", { name: "Registrer svar: Hol", exact: true }).click();
  await page.getByRole("radio", { name: "Formannskapet" }).check();
  await page.getByLabel("Dato for vedtaket").fill("20.11.2026");
  await page.getByLabel("Saksnummer hos parten").fill("FSK 3/26");
  await page.getByRole("radio", { name: "Vedtatt", exact: true }).check();
  await page.getByLabel("Slipp en fil her").first().setInputFiles(minutes("Hol"));
  await page.getByText("Lastet opp", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Registrer og gå til neste" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: /kommunestyre/i });
  await refusal.waitFor();
  assert.match(await refusal.innerText(), /§/);
});

test("a new text for all says beforehand what it costs", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  await go(page, set, "/saker/2024-4/gjor/replace_text");
  await page.getByText("3 vedtak må gjøres på nytt").waitFor();
});
