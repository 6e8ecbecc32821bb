// The agenda of a meeting, as its case has it.

import type { Domain } from "./domain.ts";
import type { Case } from "./queries.ts";

export interface AgendaItem {
  item: string;
  kind: string;
  title?: string;
  a_case?: string;
  number?: number;
  closed_by?: string;
  added_late?: string;
  taken_off?: string;
  result?: string;
  conclusion?: string;
}

/** None: the case is no meeting. */
export function agendaOf(of: Case | undefined): AgendaItem[] | undefined {
  return of?.workflow.id === "meeting" ? (of.data.items as AgendaItem[]) : undefined;
}

export const awaitsTreatment = (item: AgendaItem) => !item.result && !item.taken_off;

/** What items are by kind, and what may come of them. */
export function wordsOfAgenda(domain: Domain | undefined) {
  const choices = (command: string, field: string) => {
    const all = domain?.fieldsOf(command).get(field)?.choices ?? [];
    return (value: string) => all.find((each) => each.value === value)?.label ?? "";
  };
  return { kind: choices("report_item", "kind"), result: choices("conclude_item", "result") };
}

/** «Sak 07-25», and what it is called; a standing one as its kind is. */
export function nameOfItem(item: AgendaItem, meeting: Case, kindCalled: (kind: string) => string): string {
  return [numberOfItem(item, meeting), item.title || kindCalled(item.kind)].filter(Boolean).join(" ");
}
export const numberOfItem = ({ number }: AgendaItem, { data }: Case) =>
  number && `Sak ${String(number).padStart(2, "0")}-${String(data.day).slice(2, 4)}`;
