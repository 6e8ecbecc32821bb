// With the keyboard alone; focus goes to the heading of a new page and is never lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { focusOn, quiet, setting, settled } from "./browser.mjs";
import { writtenProcedure } from "./scenes.mjs";
import { password } from "./stage.mjs";

const set = setting(writtenProcedure);

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

/** Tab until one stands on what is named so. */
async function tabTo(page, name) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const each = document.activeElement;
      return each.labels?.[0]?.innerText ?? each.getAttribute("aria-label") ?? each.innerText ?? "";
    });
    if (here.includes(name)) return;
    await focusOn(page.locator("body *")).catch(() => assert.fail(`focus was lost on the way to ${name}`));
  }
  assert.fail(`no way to ${name} by Tab`);
}

test("sign in, find the task, read the papers, take a position", async () => {
  const page = await set.person();
  await page.goto(set.url);
  await page.getByLabel("Brukernavn").waitFor();
  await tabTo(page, "Brukernavn");
  await page.keyboard.type("drammen");
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /Ta stilling/ }).waitFor();
  await focusOn(heading(page, "Mine oppgaver"));

  await tabTo(page, "Ta stilling");
  await page.keyboard.press("Enter");
  await page.getByText("Du blir bedt om å ta stilling til").waitFor();
  await focusOn(heading(page));

  await tabTo(page, "Papirer");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /Forslag til tilskuddsordning/ }).waitFor();
  await tabTo(page, "Forslag til tilskuddsordning");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("SSU vedtar ordningen.").waitFor();
  await page.keyboard.press("Escape");
  await focusOn(page.getByRole("button", { name: /Forslag til tilskuddsordning/ })); // back where one was

  await tabTo(page, "Enig");
  await page.keyboard.press("Space");
  await tabTo(page, "avgjøres skriftlig");
  await page.keyboard.press("Space");
  await tabTo(page, "Registrer standpunkt");
  await page.keyboard.press("Enter");
  await page.getByText("Standpunktet er registrert: Enig").waitFor();
  await focusOn(page.locator("main *")); // it is not lost when it is done
  quiet(page);
});

test("past the menu by one press, and an error summary that leads to its field", async () => {
  const page = await set.person();
  await page.goto(set.url + "/saker/2024-1/gjor/restrict_access");
  await page.getByLabel("Brukernavn").fill("koordinator");
  await page.getByLabel("Passord").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Begrens tilgangen" }).waitFor();
  await settled(page);
  await page.getByRole("button", { name: "Begrens tilgangen" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Hjemmel: Må fylles ut" }).waitFor();
  await tabTo(page, "Hjemmel: Må fylles ut");
  await page.keyboard.press("Enter");
  await focusOn(page.getByLabel("Hjemmel"));
});
