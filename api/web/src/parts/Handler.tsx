// Who has the case; whoever may, takes it over or hands it back in one press, or gives it to somebody.

import { Button } from "@digdir/designsystemet-react";
import { nameOf } from "../api/names.ts";
import type { Case } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { commandPlace } from "./places.ts";
import { Refusal } from "./Refusal.tsx";
import { To } from "./To.tsx";
import { usePress } from "./usePress.ts";

/** What is done here, and so stands nowhere else on the page. */
export const ofHandler = ["take_over", "hand_back", "assign_handler"];

export function Handler({ of }: { of: Case }) {
  const say = useSay();
  const open = (command: string) => of.actions.find((action) => action.command === command && action.standing !== "closed");
  const [take, back, assign] = ofHandler.map(open);
  const before = of.data.taken_from === of.handler?.id ? undefined : of.people[String(of.data.taken_from)]; // nobody had it
  const { busy, problem, press } = usePress(of);
  return (
    <>
      <div className="choices">
        <span role="status" className="note">{say("handler")}: {of.handler ? nameOf(of.handler) : say("nobody")}</span>
        {take && <Button data-size="sm" variant="tertiary" loading={busy} onClick={() => void press(take.command)}>{take.label}</Button>}
        {back && <Button data-size="sm" variant="tertiary" loading={busy} onClick={() => void press(back.command)}>{back.label}{before && ` (${nameOf(before)})`}</Button>}
        {assign && <To href={commandPlace(of.id, assign.command)}>{assign.label}</To>}
      </div>
      {problem && <Refusal problem={problem} />}
    </>
  );
}
