// What a reference may be, by name. Each kind in one place; a kind that the program does not know is typed.

import { useMemo } from "react";
import { agendaOf, nameOfItem, wordsOfAgenda } from "../api/agenda.ts";
import { dash, nameOf, nameOfSeat, nameOfSender, useNames } from "../api/names.ts";
import { type Domain, useDomain } from "../api/domain.ts";
import { useOrganisations, usePeople } from "../api/everyone.ts";
import { type Case, useBodies, useBody, useCases, useFunds, useParties, useWorkflow } from "../api/queries.ts";
import { inOrder, liveRound } from "../api/rounds.ts";
import { useSay } from "../words.ts";
import type { Choice, Field, Schema } from "./schema.ts";

/** What the form is about: its seats, people and documents are the choices. */
export interface Subject {
  case?: Case | undefined;
  /** The round that is acted in. */
  round?: string | undefined;
  body?: string | undefined;
  at?: string | undefined;
}

export type Choices = (reference: string | undefined) => Choice[] | undefined;

/** Once all that the fields refer to has come: none of them becomes another under who fills it in. */
export function useReferences(fields: Field[], { case: a_case, round: acted, body, at }: Subject): Choices | undefined {
  const wanted = useMemo(() => kindsIn(fields), [fields]);
  const say = useSay();
  const names = useNames();
  const wants = (...kinds: string[]) => kinds.some((kind) => wanted.has(kind));
  const workflow = wants("field", "personal", "sender", "statement", "round", "agenda_item") ? a_case?.workflow.id : undefined;
  const asked = {
    parties: useParties(),
    bodies: useBodies(),
    funds: useFunds(),
    cases: useCases({}, wants("case", "scheme")),
    seated: useBody(wants("seat", "holder", "follow_up") ? (body ?? a_case?.body) : undefined, at),
    people: usePeople(wants("person")),
    organisations: useOrganisations(wants("organisation", "sender")),
    workflow: useWorkflow(workflow),
  };
  const coming = Object.values(asked).some((each) => each.isLoading);
  const [parties, bodies, funds, cases] = [asked.parties.data, asked.bodies.data, asked.funds.data, asked.cases.data];
  const [seats, points, people, organisations] = [asked.seated.data?.seats, asked.seated.data?.follow_ups, asked.people.data, asked.organisations.data];
  const domain = useDomain(workflow);

  return useMemo(() => {
    if (coming) return undefined;
    const seatName = (id: string) => {
      const seat = nameOfSeat(seats?.find((each) => each.id === id));
      return seat !== dash ? seat : names.party(id);
    };
    const senderName = (id = "") => (a_case ? nameOfSender(a_case, id, domain?.choice ?? (() => "")) : names.party(id));
    const answers = (acted && a_case?.rounds[acted]?.parties) || {};
    const noteOf = (party: string) => answers[party] && say(answers[party].status === "sent" ? "waits" : answers[party].status);
    const caseChoices = () => (cases?.pages.flatMap((page) => page.items) ?? []).map((each) => ({ value: each.id, label: `${each.id} ${each.title}` }));
    const makers: Record<string, () => Choice[]> = {
      party: () => (parties?.items ?? []).map((party) => ({ value: party.id, label: party.details.name, note: noteOf(party.id) })),
      body: () => (bodies?.items ?? []).map((each) => ({ value: each.id, label: each.name })),
      // Those who were asked before all others; else also whoever is named by what they are.
      sender: () => {
        const known = [...groupsIn(fields), ...makers.party!(), ...makers.body!(), ...makers.organisation!()];
        const asked = askedIn(a_case).map(({ target = "" }) => ({ value: target, label: senderName(target) }));
        return [...asked, ...known.filter(({ value }) => !asked.some((each) => each.value === value))];
      },
      fund: () => (funds?.items ?? []).map((fund) => ({ value: fund.id, label: fund.name })),
      case: caseChoices,
      agenda_item: () =>
        (agendaOf(a_case) ?? []).filter((item) => !item.taken_off).map((item) => ({ value: item.item, label: nameOfItem(item, a_case!, wordsOfAgenda(domain).kind) })),
      follow_up: () => (points ?? []).map((each) => ({ value: each.id, label: shortened(each.what) })),
      scheme: caseChoices,
      seat: () => (seats ?? []).map((seat) => ({ value: seat.id, label: seatName(seat.id) })),
      person: () => (people ?? []).map(({ person }) => ({ value: person.id, label: nameOf(person) })).sort(byLabel),
      organisation: () => (organisations ?? []).map((each) => ({ value: each.id, label: each.name })).sort(byLabel),
      field: () => (a_case && domain ? correctable(a_case.data, domain) : []),
      personal: () => (a_case && domain ? personalTexts({ ...a_case.data, rounds: a_case.rounds }, domain.fields) : []),
      document: () => (a_case?.documents ?? []).map((each) => ({ value: each.digest, label: each.title })),
      round: () =>
        inOrder(a_case?.rounds ?? {}).map(([id, round]) => ({ value: id, label: `${round.subject.title} (${round.subject.version})`, note: domain?.stage(round.held_in ?? "") })),
      statement: () =>
        Object.entries((a_case && liveRound(a_case.rounds)?.[1].statements) ?? {}).map(([id, each]) => ({ value: id, label: each.sender ?? senderName(each.from) })),
      holder: () => {
        const made = inOrder(a_case?.rounds ?? {}).flatMap(([, round]) => [
          ...Object.entries(round.outcome?.reservations ?? {}),
          ...Object.entries(round.parties ?? {}).flatMap(([id, { reservation }]) => (reservation ? [[id, reservation] as const] : [])),
        ]);
        const open = new Map(made.filter(([, each]) => !each.cleared));
        return [...open].map(([id, each]) => ({ value: id, label: `${seatName(id)}: ${each.text}` }));
      },
    };
    return (reference) => (reference ? makers[reference]?.() : undefined);
  }, [coming, say, parties, bodies, funds, people, organisations, domain, cases, seats, points, a_case, acted, names]);
}

/** Texts and choices in a case's data that may be corrected, by their JSON Pointers; with what they say now. */
function correctable(data: Record<string, unknown>, { fields, data: schema }: Domain): Choice[] {
  const found: Choice[] = [];
  const visit = (value: unknown, name: string, pointer: string, label: string, of: Schema | undefined) => {
    if (of?.readOnly) return;
    const field = fields.get(name);
    if (Array.isArray(value)) return value.forEach((each, index) => visit(each, name, `${pointer}/${index}`, `${label} ${index + 1}`, of?.items));
    if (typeof value === "object" && value !== null) {
      if ("digest" in value || "renditions" in value || "commitment" in value) return;
      return Object.entries(value).forEach(([key, each]) => visit(each, key, `${pointer}/${key}`, `${label} – ${fields.get(key)?.label ?? ""}`, of?.properties?.[key]));
    }
    const one = field?.plain ? field.fields![0]! : field;
    if (!one || !/^(text|long|choice)$/.test(one.kind) || typeof value !== "string") return;
    found.push({ value: pointer, label, note: one.choices?.find((choice) => choice.value === value)?.label ?? shortened(value) });
  };
  for (const [name, value] of Object.entries(data)) visit(value, name, `/${name}`, fields.get(name)?.label ?? "", schema.properties?.[name]);
  return found.filter(({ label }) => label);
}

/** What is said about people and not erased. */
function personalTexts(data: unknown, fields: ReadonlyMap<string, Field>): Choice[] {
  const found = new Map<string, Choice>();
  const visit = (value: unknown, label: string) => {
    if (typeof value !== "object" || value === null) return;
    if ("commitment" in value && "value" in value) found.set(String(value.commitment), { value: String(value.commitment), label, note: shortened(String(value.value)) });
    for (const [key, each] of Object.entries(value)) visit(each, fields.get(key)?.label ?? label);
  };
  visit(data, "");
  return [...found.values()];
}

/** Of the hearing that runs, or ran last. */
function askedIn(of: Case | undefined) {
  const hearing = inOrder(of?.rounds ?? {}).find(([, round]) => round.kind === "hearing");
  return hearing?.[1].recipients ?? [];
}

/** What stands in the same row as who it is, beside a party and a body: groups that are in no register. */
function groupsIn(fields: Field[]): Choice[] {
  const rows = fields.flatMap((field) => (field.fields ? [field.fields] : []));
  const kinds = rows.filter((row) => row.some(({ reference }) => reference === "sender")).flatMap((row) => row.flatMap(({ choices = [] }) => choices));
  return kinds.filter(({ value }) => value !== "party" && value !== "body");
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function kindsIn(fields: Field[]): Set<string> {
  return new Set(fields.flatMap((field) => [field.reference ?? "", ...(field.fields ? kindsIn(field.fields) : [])]));
}

const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label, "nb");
