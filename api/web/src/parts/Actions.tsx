// What may be done now: what waits for the reader first, the rest behind "Flere valg", and what is closed with its reason
// and basis. The order is the server's.

import { Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { type Action, type Case, useMe } from "../api/queries.ts";
import { count, useSay } from "../words.ts";
import { Basis } from "./Basis.tsx";
import { ofAgenda } from "./Agenda.tsx";
import { ofHandler } from "./Handler.tsx";
import { commandPlace } from "./places.ts";
import { ButtonTo, To } from "./To.tsx";

export function Actions({ of }: { of: Case }) {
  const say = useSay();
  const me = useMe().data;
  if (!me) return null;

  const actions = of.actions.filter((action) => ![...ofHandler, ...ofAgenda].includes(action.command));
  const open = actions.filter((action) => action.standing !== "closed");
  const first = open.filter((action) => action.next);
  const rest = open.filter((action) => !action.next);
  const closed = actions.filter((action) => action.standing === "closed" && action.refusals.length);
  // to answer anew is another thing to whoever has answered
  const answered = (round: string | undefined) =>
    Object.entries((round && of.rounds[round]?.electorate) || {}).some(([seat, elector]) => elector.person === me.person.id && of.rounds[round!]?.positions?.[seat]);
  const labelOf = (action: Action) => (action.command === "take_position" && answered(action.round) ? say("change_position") : action.label);
  const place = (action: Action) => commandPlace(of.id, action.command, action.round);

  return (
    <section className="actions" aria-labelledby="what-now">
      <Heading level={2} data-size="xs" id="what-now">{say("what_now")}</Heading>
      {!first.length && <Paragraph>{say(open.length ? "nothing_waits_here" : "nothing_now")}</Paragraph>}
      {first.length > 0 && (
        <ul className="first">
          {first.map((action, index) => (
            <li key={action.command}>
              <ButtonTo href={place(action)} variant={index === 0 ? "primary" : "secondary"}>{labelOf(action)}</ButtonTo>
              {!!action.costs && <span className="note">{count(say, "costs", action.costs)}</span>}
            </li>
          ))}
        </ul>
      )}
      {rest.length > 0 && (
        <Details>
          <Details.Summary>{say("more_choices")}</Details.Summary>
          <Details.Content>
            <ul className="plain">
              {rest.map((action) => (
                <li key={action.command}>
                  <To href={place(action)}>{labelOf(action)}</To>
                  {!!action.costs && <span className="note"> {count(say, "costs", action.costs)}</span>}
                </li>
              ))}
            </ul>
          </Details.Content>
        </Details>
      )}
      {closed.length > 0 && (
        <Details>
          <Details.Summary>{say("not_now")}</Details.Summary>
          <Details.Content>
            <dl className="closed">
              {closed.map((action) => (
                <div key={action.command}>
                  <dt>{action.label}</dt>
                  {action.refusals.map((refusal) => (
                    <dd key={refusal.code}>
                      {refusal.text}
                      <Basis of={refusal.basis} />
                    </dd>
                  ))}
                </div>
              ))}
            </dl>
          </Details.Content>
        </Details>
      )}
    </section>
  );
}
