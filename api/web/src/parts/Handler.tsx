// Who has the case; whoever may, takes it over or hands it back in one press, or gives it to somebody.

import { Button } from "@digdir/designsystemet-react";
import { useState } from "react";
import { newKey, post, Problem } from "../api/client.ts";
import { nameOf } from "../api/names.ts";
import { type Action, type Case, refreshAll } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { commandPlace } from "./places.ts";
import { Refusal } from "./Refusal.tsx";
import { To } from "./To.tsx";

/** What is done here, and so stands nowhere else on the page. */
export const ofHandler = ["take_over", "hand_back", "assign_handler"];

export function Handler({ of }: { of: Case }) {
  const say = useSay();
  const open = (command: string) => of.actions.find((action) => action.command === command && action.standing !== "closed");
  const [take, back, assign] = ofHandler.map(open);
  const before = of.data.taken_from === of.handler?.id ? undefined : of.people[String(of.data.taken_from)]; // nobody had it
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function press({ command }: Action) {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    await post(`/cases/${of.id}/commands/${command}`, {}, { version: of.version, key: newKey() }).catch((error: unknown) => setProblem(error instanceof Problem ? error : new Problem(0)));
    await refreshAll();
    setBusy(false);
  }
  return (
    <>
      <div className="choices">
        <span role="status" className="note">{say("handler")}: {of.handler ? nameOf(of.handler) : say("nobody")}</span>
        {take && <Button data-size="sm" variant="tertiary" loading={busy} onClick={() => void press(take)}>{take.label}</Button>}
        {back && <Button data-size="sm" variant="tertiary" loading={busy} onClick={() => void press(back)}>{back.label}{before && ` (${nameOf(before)})`}</Button>}
        {assign && <To href={commandPlace(of.id, assign.command)}>{assign.label}</To>}
      </div>
      {problem && <Refusal problem={problem} />}
    </>
  );
}
