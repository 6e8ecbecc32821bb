// Who is present in a meeting: a body's seats by side, ticked in one press or one by one, and who meets in each. Whoever has
// been found inhabil in the case is named, and is not to be ticked; a substitute is.

import { Alert, Button, Checkbox, Field, Fieldset, Label, Select } from "@digdir/designsystemet-react";
import { nameOf } from "../api/names.ts";
import type { Case, Person, Seat } from "../api/queries.ts";
import { useSay } from "../words.ts";
import "./elements.ts";

/** By seat, who meets there; empty: whoever holds it. */
export type Present = Record<string, string>;

const sides = ["municipalities", "trust", "advisory"] as const;

export const attending = (present: Present) => Object.entries(present).map(([seat, person]) => ({ seat, ...(person && { person }) }));

/** Who may meet in a seat, the holder first. */
export type MayMeet = (seat: Seat) => Person[];

/** All but those whom the body has found inhabil in this case: that stands in every round of it. */
export function mayMeetIn(of: Case): MayMeet {
  const found = Object.values(of.rounds).flatMap((round) => [...(round.recusals ?? []), ...(round.outcome?.recusals ?? [])]).filter((each) => each.disqualified);
  const recused = new Set(found.map((each) => each.person));
  return ({ holder, substitutes }) => [...(holder ? [holder.person] : []), ...substitutes.map(({ person }) => person)].filter(({ id }) => !recused.has(id));
}

const holds = (seat: Seat, person: Person | undefined) => person !== undefined && person.id === seat.holder?.person.id;
const meets = (seat: Seat, person: Person) => (holds(seat, person) ? "" : person.id);

export const whoMeets = (seat: Seat, person = "") =>
  nameOf(seat.substitutes.find((each) => each.person.id === person)?.person ?? seat.holder?.person);

/** Whoever holds a seat, and may meet. */
export const expected = (seats: Seat[], mayMeet: MayMeet): Present =>
  Object.fromEntries(seats.filter((seat) => holds(seat, mayMeet(seat)[0])).map((seat) => [seat.id, ""]));

/** Of those who were ticked, whoever may meet still. */
export const stillMay = (seats: Seat[], mayMeet: MayMeet, present: Present): Present =>
  Object.fromEntries(Object.entries(present).filter(([id, who]) => {
    const seat = seats.find((each) => each.id === id);
    return !seat || mayMeet(seat).some((person) => meets(seat, person) === who);
  }));

interface Props {
  seats: Seat[];
  mayMeet: MayMeet;
  present: Present;
  change: (present: Present) => void;
}

export function Attendance({ seats, mayMeet, present, change }: Props) {
  const say = useSay();
  const set = (seat: string, here: boolean, person = "") => {
    const { [seat]: _, ...others } = present;
    change(here ? { ...others, [seat]: person } : others);
  };
  return (
    <div className="attendance">
      {sides.map((side) => {
        const members = seats.filter((seat) => seat.side === side);
        return members.length > 0 && (
          <Fieldset key={side}>
            <Fieldset.Legend>{say(`side_${side}`)}</Fieldset.Legend>
            {members.map((seat) => <Attendee key={seat.id} seat={seat} people={mayMeet(seat)} meeting={present[seat.id]} set={(here, person) => set(seat.id, here, person)} />)}
          </Fieldset>
        );
      })}
      <Button variant="secondary" onClick={() => change({ ...expected(seats, mayMeet), ...present })}>{say("all_present")}</Button>
    </div>
  );
}

interface AttendeeProps {
  seat: Seat;
  people: Person[];
  /** Who meets there; undefined: nobody. */
  meeting: string | undefined;
  set: (here: boolean, person?: string) => void;
}

function Attendee({ seat, people, meeting, set }: AttendeeProps) {
  const say = useSay();
  const { holder, represents } = seat;
  const [first] = people;
  const recused = holder && !people.some((person) => holds(seat, person));
  const nameIn = (person: Person) => (holds(seat, person) ? nameOf(person) : `${nameOf(person)} (${say("substitute")})`);
  return (
    <div className="attendee">
      {!holder && !first && <span className="note">{represents}: {say("seat_vacant")}</span>}
      {recused && <span>{nameOf(holder.person)} <span className="note">{[represents, say("recused_word")].filter(Boolean).join(" – ")}</span></span>}
      {first && <Checkbox label={nameIn(people.find((person) => meets(seat, person) === meeting) ?? first)} description={represents} value={seat.id} checked={meeting !== undefined} onChange={(event) => set(event.target.checked, meets(seat, first))} />}
      {meeting !== undefined && people.length > 1 && (
        <Field>
          <Label>{say("meets_for")}</Label>
          <Select value={meeting} onChange={(event) => set(true, event.target.value)}>
            {people.map((person) => <Select.Option key={person.id} value={meets(seat, person)}>{nameIn(person)}</Select.Option>)}
          </Select>
        </Field>
      )}
    </div>
  );
}

export function Sides({ seats, present }: Pick<Props, "seats" | "present">) {
  const say = useSay();
  return (
    <div role="status" className="sides">
      {(["municipalities", "trust"] as const).map((side) => {
        const name = say(`side_${side}`);
        const here = seats.some((seat) => seat.side === side && seat.id in present);
        return <Alert key={side} data-size="sm" data-color={here ? "success" : "warning"}>{say(here ? "side_here" : "side_absent", { side: name })}</Alert>;
      })}
    </div>
  );
}
