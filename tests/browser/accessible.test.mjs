// Every screen: no violation of WCAG 2.1 AA, light and dark; nothing scrolls sideways at 320 px; no error on the console.

import { test } from "node:test";
import { accessible, becomes, go, notSideways, quiet, setting, settled, signIn } from "./browser.mjs";
import { beforeMeeting, beforeParties, writtenProcedure } from "./scenes.mjs";

let meeting, leader;
const set = setting(writtenProcedure, beforeParties, async (stage) => {
  meeting = await beforeMeeting(stage);
  leader = (await (await stage.as("leder")).get("/me")).person.id;
});

const screens = [
  ["koordinator", "/", "Mine oppgaver"],
  ["koordinator", "/saker", "Saker"],
  ["koordinator", "/saker?q=finnes+ikke", "Saker"],
  ["koordinator", "/saker/ny", "Ny sak"],
  ["koordinator", "/saker/ny/grant_application/draft_application", "Opprett søknad"],
  ["koordinator", "/saker/2024-3", "Kongsberg samhandlingsarena"],
  ["koordinator", "/saker/2024-4", "Revisjon av overordnet samarbeidsavtale"],
  ["koordinator", "/saker/2024-3/gjor/report_status", "Lever statusrapport"],
  ["koordinator", "/saker/2024-3/gjor/correct_writing_error", "Rett skrivefeil"],
  ["koordinator", () => `/saker/${meeting}/enighet/r1`, "Registrer at møteleder konstaterte enighet"],
  ["koordinator", "/saker/2024-4/partene/r6", "Partene"],
  ["koordinator", "/saker/9999-9", "Finnes ikke her"],
  ["koordinator", "/utvalg", "Utvalg"],
  ["koordinator", "/utvalg/ssu?dato=2024-04-14", "Strategisk samarbeidsutvalg (SSU)"],
  ["koordinator", () => `/personer/${leader}`, /Bærum/],
  ["koordinator", "/moter?aar=2025", "Møter i 2025"],
  ["koordinator", "/moter?aar=1999", "Møter i 1999"],
  ["koordinator", "/oppfolging?etter=stilling", "Oppfølgingspunkter"],
  ["koordinator", "/saker/2024-5", "Møteplan for SSU 2025"],
  ["koordinator", "/saker/2024-5/gjor/move_meeting", "Flytt et møte"],
  ["koordinator", "/avtaler", "Avtaler"],
  ["koordinator", "/avtaler?part=flaa", "Avtaler"],
  ["koordinator", "/ramme", "Rekrutterings- og samhandlingstilskudd"],
  ["koordinator", "/registrer/body/appoint/ssu", /./],
  ["koordinator", "/oppsett", "Oppsett"],
  ["koordinator", "/tilgjengelighet", "Tilgjengelighet"],
  ["drammen", "/saker/2024-1/standpunkt/r1", "Rekrutterings- og samhandlingstilskudd – innretning"],
  ["revisor", "/historikk", "Historikk"],
  ["revisor", "/historikk?sak=2024-3&etter=12", "Historikk"],
  ["revisor", "/historikk?sak=2024-3&dato=2024-10-01", "Historikk"],
  ["admin", "/administrasjon", "Administrasjon"],
  ["admin", "/", "Mine oppgaver"],
];

for (const colorScheme of ["light", "dark"])
  test(`each screen, ${colorScheme}`, async (t) => {
    for (const username of new Set(screens.map(([who]) => who))) {
      const page = await set.person({ colorScheme });
      await page.goto(set.url);
      await page.getByRole("heading", { level: 1, name: "Logg inn" }).waitFor();
      await accessible(page, "sign in");
      await signIn(page, set, username);
      for (const [who, path, heading] of screens) {
        if (who !== username) continue;
        const address = typeof path === "function" ? path() : path;
        await t.test(`${who} ${address}`, async () => {
          await page.setViewportSize({ width: 1200, height: 800 });
          await go(page, set, address);
          await page.getByRole("heading", { level: 1, name: heading }).waitFor();
          await openAll(page);
          await accessible(page, address);
          await page.setViewportSize({ width: 320, height: 640 });
          await settled(page);
          await notSideways(page, address);
          await accessible(page, `${address} at 320 px`);
        });
      }
      quiet(page);
    }
  });

/** What is folded is looked at too. */
async function openAll(page) {
  await page.evaluate(async () => {
    document.querySelectorAll("details").forEach((each) => (each.open = true));
    await new Promise(requestAnimationFrame); // they begin to unfold
    const unfolding = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(unfolding.map((each) => each.finished));
  });
}

test("a title as long as they get, and without a space, does not widen the case", async () => {
  const user = await set.as("koordinator");
  const { case: made } = await user.post("/cases", { workflow: "grant_scheme", payload: { title: "Samhandlingstilskuddsordningsrevisjonsarbeidsgruppe".repeat(4), fund: "tilskudd", year: 2026 } });
  const page = await set.person({ viewport: { width: 320, height: 640 } });
  await signIn(page, set, "koordinator");
  for (const path of ["/", "/saker", `/saker/${made.id}`]) {
    await go(page, set, path);
    await notSideways(page, path);
  }
});

test("the statement is read without signing in, in three languages, and each page links it", async () => {
  const page = await set.person();
  await page.goto(set.url);
  for (const [language, title, back] of [["Bokmål", "Tilgjengelighet", "Logg inn"], ["Nynorsk", "Tilgjenge", "Logg inn"], ["English", "Accessibility", "Sign in"]]) {
    await page.getByText(language, { exact: true }).click();
    await page.getByRole("link", { name: title, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await becomes(() => page.getByRole("heading", { level: 2 }).count(), 4);
    await accessible(page, title);
    await page.getByRole("link", { name: back }).click();
  }
  const inside = await set.person();
  await signIn(inside, set, "revisor", "/saker");
  await inside.getByRole("contentinfo").getByRole("link", { name: "Tilgjengelighet" }).waitFor();
});
