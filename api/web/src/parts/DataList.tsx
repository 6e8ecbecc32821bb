// What is stored, by the fields of the workflow's own commands: labels, sums, dates, names. What no field describes is
// not shown, rather than shown as code.

import { createContext, type ReactNode, useContext } from "react";
import { useOrganisations } from "../api/everyone.ts";
import { dash, nameOf, useNames } from "../api/names.ts";
import type { Person } from "../api/queries.ts";
import type { Field } from "../form/schema.ts";
import { type Language, languages, usePreferences } from "../preferences.ts";
import { showDate } from "../text/dates.ts";
import { showKroner } from "../text/money.ts";
import { useSay } from "../words.ts";
import { DocumentLink } from "./DocumentLink.tsx";
import { To } from "./To.tsx";

type Stored = Record<string, unknown>;
interface Known {
  fields: ReadonlyMap<string, Field>;
  /** Of one command alone, where a name may mean another thing elsewhere. */
  fieldsOf?: ((command: string) => ReadonlyMap<string, Field>) | undefined;
  /** What a pointer into the case may point at, where that is more. */
  named?: ReadonlyMap<string, Field> | undefined;
  people: Record<string, Person>;
  seat?: ((id: string) => string) | undefined;
  caseId?: string | undefined;
}
export const Known = createContext<Known>({ fields: new Map(), people: {} });

const isObject = (value: unknown): value is Stored => typeof value === "object" && value !== null && !Array.isArray(value);

export function DataList({ data, without = [] }: { data: Stored; without?: string[] }) {
  const { fields } = useContext(Known);
  const shown = known(fields, data).filter(({ field }) => !without.includes(field.name));
  return (
    <dl className="data">
      {shown.map(({ field, value }) => (
        <div key={field.name}>
          <dt>{field.label}</dt>
          <dd><StoredValue field={field} value={value} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** What the fields describe of it, in their order. */
export function known(fields: ReadonlyMap<string, Field>, data: Stored): { field: Field; value: unknown }[] {
  return [...fields.values()].filter((field) => fits(field, data[field.name])).map((field) => ({ field, value: data[field.name] }));
}

/** Fields are found by name alone: a value of another shape is another thing of the same name. */
function fits(field: Field, value: unknown): boolean {
  if (field.kind === "identifier" || field.reference === "round" || field.reference === "personal") return false; // has no name
  if (field.plain && field.fields![0]!.kind === "identifier") return false;
  if (value === undefined || value === "" || (Array.isArray(value) && !value.length)) return false;
  if (field.kind === "list" || field.kind === "choices" || field.kind === "references") return Array.isArray(value);
  if (field.kind === "document") return isObject(value) && typeof value.digest === "string" && typeof value.title === "string";
  if (field.kind === "group") return isObject(value) && field.fields!.length > 0;
  if (field.kind === "money" || field.kind === "integer") return typeof value === "number";
  if (field.kind === "boolean") return typeof value === "boolean";
  return typeof value === "string" || isPersonal(value);
}

/** A text about a person, where one may read it, or could before it was erased. */
const isPersonal = (value: unknown): value is { value?: string; erased?: true } => isObject(value) && "commitment" in value && ("value" in value || "erased" in value);

export function StoredValue({ field, value }: { field: Field; value: unknown }): ReactNode {
  const say = useSay();
  const { caseId } = useContext(Known);
  const { language } = usePreferences();
  const nameIn = useNaming();
  switch (field.kind) {
    case "money": return showKroner(value as number);
    case "date": return showDate(value as string);
    case "boolean": return say(value ? "yes" : "no");
    case "choice": return field.choices!.find((choice) => choice.value === value)?.label ?? "–";
    case "choices": return field.choices!.filter((choice) => (value as string[]).includes(choice.value)).map((choice) => choice.label).join(", ");
    case "reference": return nameIn(field.reference!, value as string);
    case "references": return (value as string[]).map((id, index) => <span key={id}>{index > 0 && ", "}{nameIn(field.reference!, id)}</span>);
    case "document": {
      const { digest, title } = value as { digest: string; title: string };
      return caseId ? <DocumentLink digest={digest} title={title} of={{ case: caseId }} /> : title;
    }
    case "group": return isInEachLanguage(field) ? (value as Record<Language, string>)[language] : <Row fields={field.fields!} data={value as Stored} />;
    case "list":
      return (
        <ul className="plain">
          {(value as unknown[]).map((each, index) => (
            <li key={index}>{field.plain ? <StoredValue field={field.fields![0]!} value={each} /> : <Row fields={field.fields!} data={each as Stored} />}</li>
          ))}
        </ul>
      );
    case "integer":
    case "identifier":
    case "text":
    case "long":
      if (isPersonal(value)) return value.erased ? <em>{say("erased_text")}</em> : <span className="long">{value.value}</span>;
      return <span className="long">{String(value)}</span>;
  }
}

/** A text that is stored in all three. */
const isInEachLanguage = (field: Field) => field.fields!.length === 3 && field.fields!.every(({ name }) => name in languages);

/** On one line, and each document on its own. What does not say by itself which it is has its label before it. A reference
 * without a name is left out where something else says it. */
function Row({ fields, data }: { fields: Field[]; data: Stored }) {
  const nameIn = useNaming();
  const { fields: all, named: known = all } = useContext(Known);
  const shown = fields.filter((field) => fits(field, data[field.name])).map((field) => asCorrected(field, data, known));
  const documents = shown.filter((field) => field.kind === "document");
  const others = shown.filter((field) => !documents.includes(field));
  const named = others.filter((field) => field.kind !== "reference" || nameIn(field.reference!, data[field.name] as string) !== dash);
  return (
    <>
      {(named.length ? named : others).map((field, index) => (
        <span key={field.name}>
          {index > 0 && " · "}
          {needsLabel(field, others) && `${field.label}: `}
          <StoredValue field={field} value={data[field.name]} />
        </span>
      ))}
      {documents.map((field) => <div key={field.name}><StoredValue field={field} value={data[field.name]} /></div>)}
    </>
  );
}

/** A number, a day and a yes say nothing alone; nor does one text, sum or name of several. */
function needsLabel(field: Field, among: Field[]): boolean {
  if (/^(boolean|integer|date)$/.test(field.kind)) return true;
  return among.some((other) => other !== field && kindOf(other) === kindOf(field));
}
const kindOf = ({ kind, reference }: Field) => (kind === "long" ? "text" : kind + (reference ?? ""));

/** Before and after a correction read as the field that it is of. */
function asCorrected(field: Field, data: Stored, known: Known["fields"]): Field {
  const of = ["before", "after"].includes(field.name) && typeof data.field === "string" && known.get(nameInPointer(data.field));
  return of && of.kind === "choice" ? { ...field, kind: of.kind, choices: of.choices! } : field;
}

/** Of an element, the list's. */
const nameInPointer = (pointer: string) => pointer.split("/").filter((token) => token && !/^\d+$/.test(token)).at(-1) ?? "";

function useNaming(): (reference: string, id: string) => ReactNode {
  const say = useSay();
  const names = useNames();
  const { people, seat, fields, named = fields } = useContext(Known);
  return (reference, id) => {
    switch (reference) {
      case "party": return names.party(id);
      case "body": return names.body(id);
      case "sender": return names.party(id) !== dash ? names.party(id) : names.body(id);
      case "person": return nameOf(people[id]);
      case "organisation": return <OrganisationName id={id} />;
      case "seat": return seat?.(id) ?? dash;
      case "case":
      case "scheme": return <To href={`/saker/${id}`}>{say("case_word")} {id}</To>;
      case "meeting_year": return <To href={`/moter?aar=${id}`}>{id}</To>;
      case "fund": return names.fund(id);
      case "field": return named.get(nameInPointer(id))?.label ?? dash;
      default: return dash;
    }
  };
}

function OrganisationName({ id }: { id: string }) {
  return useOrganisations().data?.find((each) => each.id === id)?.name ?? dash;
}
