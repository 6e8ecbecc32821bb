// The example as ./dev run has it: whoever signs in finds something to do, or is told kindly that there is nothing.

import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessible, go, quiet, settingOn, signIn } from "./browser.mjs";

const set = settingOn({ today: true });
const { accounts } = JSON.parse(readFileSync(new URL("../../docs/examples/vest-viken/accounts.json", import.meta.url)));
const readers = ["revisor", "admin"];

test("each demo account has something on its list, and those who only read are told so", async () => {
  const page = await set.person();
  for (const { username } of accounts) {
    await signIn(page, set, username);
    if (readers.includes(username)) await page.getByText("Ingenting venter på deg nå").waitFor();
    else await page.getByRole("main").getByRole("listitem").first().waitFor();
    await page.getByRole("button", { name: "Logg ut" }).click();
    await page.getByRole("heading", { level: 1, name: "Logg inn" }).waitFor();
  }
  quiet(page);
});

test("an open round in writing, and an adoption with some answers in", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator", "/saker/2024-1");
  await page.getByText("4 av 11 har svart").waitFor();
  await go(page, set, "/saker/2024-4");
  await page.getByText("8 av 23 parter har svart").waitFor();
  quiet(page);
});

test("the yearly reviews of a day are one line, and the agreements stand behind it", async () => {
  const page = await set.person();
  await signIn(page, set, "koordinator");
  const reviews = page.getByRole("region", { name: "Frister å følge med på" }).getByText("Gjelder 18 parter");
  await reviews.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Ål", exact: true }).waitFor();
  await accessible(page, "what a line stands for");
  await page.getByRole("link", { name: "Ål", exact: true }).click();
  await page.getByRole("heading", { name: /Ål/ }).first().waitFor();
  quiet(page);
});
