// npm run screens: eleven screens as docs/screens/NAME.png, of the example as ./dev run has it. Looked at before they are
// committed.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { go, open, phone, signIn } from "./browser.mjs";
import { beforeMeeting } from "./scenes.mjs";

const folder = fileURLToPath(new URL("../../docs/screens", import.meta.url));
mkdirSync(folder, { recursive: true });

const set = await open({ today: true });
const meeting = await beforeMeeting(set);

const { items: meetings } = await (await set.as("koordinator")).get("/cases?workflow=meeting&state=notice_sent");
const ahead = meetings[0].id;

const wide = { viewport: { width: 1200, height: 800 } };
const screens = [
  ["oppgaver", "koordinator", "/", wide],
  ["saker", "koordinator", "/saker", wide],
  ["sak", "koordinator", "/saker/2024-3", wide],
  ["skjema", "koordinator", "/saker/ny/grant_application/draft_application", wide],
  ["standpunkt", "drammen", "/saker/2024-1/standpunkt/r1", { viewport: phone, deviceScaleFactor: 2 }],
  ["enighet", "koordinator", `/saker/${meeting}/enighet/r1`, wide],
  ["partene", "koordinator", "/saker/2024-4/partene/r6", wide],
  ["moter", "koordinator", "/moter?aar=2025", wide],
  ["mote", "koordinator", `/saker/${ahead}`, wide],
  ["til-motet", "leder", `/saker/${ahead}/mote`, { viewport: phone, deviceScaleFactor: 2 }],
  ["ramme", "okonom", "/ramme", { ...wide, colorScheme: "dark" }],
];
for (const [name, username, path, options] of screens) {
  const page = await set.person(options);
  await signIn(page, set, username);
  await go(page, set, path);
  if (name === "enighet") await page.getByRole("button", { name: "Merk alle som til stede" }).click();
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(`docs/screens/${name}.png`);
  await page.context().close();
}
await set.end();
