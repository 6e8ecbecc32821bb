// What members have asked about an item before the meeting.

import type { AgendaItem } from "../api/agenda.ts";
import { nameOf } from "../api/names.ts";
import type { Case } from "../api/queries.ts";

interface Question {
  item: string;
  person: string;
  what: string;
}

export function Questions({ of, item }: { of: Case; item: AgendaItem }) {
  const all = ((of.data.questions ?? []) as Question[]).filter((each) => each.item === item.item);
  return all.length > 0 && <ul className="plain">{all.map(({ person, what }, index) => <li key={index}>«{what}» <span className="note">{nameOf(of.people[person])}</span></li>)}</ul>;
}
