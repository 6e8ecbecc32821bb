// Cases brought to where a story begins, through the API.

export const present = ["m1", "m2", "m3", "m4", "t1", "t2", "t3", "t4", "user", "gp", "employee"].map((seat) => ({ seat }));
/** Those whose agreement decides in SSU, four for each side, by their accounts. */
export const bothSides = ["leder", "drammen", "hallingdal", "ringerike", "fagdirektor", "psykiatri", "baerum-sykehus", "prehospital"];
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const text = (document, version, title) => ({ title, version, renditions: [document] });

/** The grant scheme before SSU in written procedure: members are asked for their position. */
export async function writtenProcedure(stage, id = "2024-1") {
  const user = await stage.as("koordinator");
  const paper = await user.document("Forslag til tilskuddsordning", "Forslag til vedtak:\n1. SSU vedtar ordningen.\n2. Ordningen lyses ut én gang i året.");
  await user.post(`/cases/${id}/commands/submit_scheme`, { text: { ...text(paper, "1.0", "Rekrutterings- og samhandlingstilskudd – innretning"), proposed_decision: ["SSU vedtar ordningen.", "Ordningen lyses ut én gang i året."] }, criteria: ["Tjener pasienter som går mellom kommune og sykehus"] });
  await user.post(`/cases/${id}/commands/open_round`, { procedure: "written", deadline: inDays(8) });
  return id;
}

/** A revision of the agreement that has been put before SSU, and waits for a meeting. */
export async function beforeMeeting(stage) {
  const user = await stage.as("koordinator");
  const proposal = await user.document("Saksframlegg: revisjon", "Forslag til vedtak: Arbeidet med å revidere avtalen settes i gang.");
  const { case: made } = await user.post("/cases", {
    workflow: "agreement_revision",
    payload: { title: "Revisjon av delavtale om utskrivning", reason: "Loven er endret.", base_version: "2021", base_date: "2021-01-01", proposal },
  });
  return made.id;
}

/** All that a hearing must ask. */
async function everyone(user) {
  const ids = async (path, kind) => (await user.get(path)).items.filter((each) => kind === "party" || /^(lsu|fsu|bruker)/.test(each.id)).map(({ id }) => ({ kind, target: id }));
  const others = ["gp_representatives", "employee_representatives"].map((kind) => ({ kind, target: kind }));
  return [...(await ids("/parties", "party")), ...(await ids("/bodies", "body")), ...others];
}

const pointsOfAgreement = ["tasks_and_measures", "coordinated_services", "admission", "emergency_beds", "discharge", "exchange_of_knowledge", "research_and_education", "midwifery", "local_ict", "preventive_work", "emergency_planning", "planning_of_services", "children_with_complex_needs"];

/** The cooperation agreement before the parties: 22 municipalities and the trust are asked. What led there is registered
 * in retrospect, on the days when it was done. */
export async function beforeParties(stage, id = "2024-4") {
  const user = await stage.as("koordinator");
  const people = Object.fromEntries((await user.get("/bodies/ssu")).seats.map((seat) => [seat.id, seat.holder.person.id]));
  const source = await user.document("Møtebok 2025");
  const on = (date, command, payload) => user.post(`/cases/${id}/commands/${command}?effective=${date}&source=${source.digest}`, payload);
  const agreed = (date, decision) => on(date, "state_agreement", { decision, held_on: date, chair: "m1", present, reservations: [], remarks: [] });
  const kinds = { m1: "municipality", t1: "trust", user: "user", gp: "gp" };
  await on("2025-01-10", "nominate_committee", {
    members: Object.entries(kinds).map(([seat, kind]) => ({ person: people[seat], kind })),
    proposal: await user.document("Forslag til redaksjonskomité"),
  });
  await agreed("2025-01-20", "decision");
  await on("2025-04-01", "submit_draft", {
    text: text(await user.document("Avtaleutkast", "Samarbeidsavtale\n\n§ 1 Partene samarbeider om pasientforløpene."), "2.0", "Overordnet samarbeidsavtale"),
    checklist: pointsOfAgreement.map((point, index) => ({ point, covered_in: String(index + 1) })),
    terms: { employer_responsibility: "Kapittel 8", financing: "Kapittel 9", organisation: "Kapittel 10", responsibility: "Kapittel 11" },
    users_took_part: true,
  });
  await on("2025-04-01", "submit_for_hearing", { paper: await user.document("Saksframlegg om høring") });
  await agreed("2025-04-02", "decision");
  await on("2025-04-02", "open_hearing", { deadline: "2025-08-15", letter: await user.document("Høringsbrev"), recipients: await everyone(user) });
  await on("2025-08-18", "close_hearing", {});
  await on("2025-09-01", "submit_to_ssu", { paper: await user.document("Saksframlegg til SSU") });
  await agreed("2025-09-15", "recommendation");
  await on("2025-09-20", "send_to_parties", { deadline: inDays(60), letter: await user.document("Oversendelsesbrev"), policy: "pairwise" });
  return id;
}
