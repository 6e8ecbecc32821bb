import type { Schemas } from "../api/client.ts";
import { showDate } from "../text/dates.ts";
import { useSay, type Word } from "../words.ts";
import { To } from "./To.tsx";

export function RolesAndSeats({ of: { roles, seats } }: { of: Pick<Schemas["me"], "roles" | "seats"> }) {
  const say = useSay();
  return (
    <dl className="data">
      <div>
        <dt>{say("seats")}</dt>
        <dd>
          <ul className="plain">
            {seats.map((seat) => <li key={seat.body + seat.seat}><To href={`/utvalg/${seat.body}`}>{seat.body_name}</To> <span className="note">{say(seat.function as Word).toLowerCase()}</span></li>)}
            {!seats.length && <li>{say("none")}</li>}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{say("roles")}</dt>
        <dd>
          <ul className="plain">
            {roles.map((role) => (
              <li key={`${role.role} ${role.party} ${role.body}`}>
                {[role.label, role.party_name, role.body_name].filter(Boolean).join(", ")}{" "}
                <span className="note">{say("seat_since", { date: showDate(role.valid_from) })}{role.valid_to && ` ${say("seat_until", { date: showDate(role.valid_to) })}`}</span>
              </li>
            ))}
            {!roles.length && <li>{say("none")}</li>}
          </ul>
        </dd>
      </div>
    </dl>
  );
}
