// What only one has asked for, and that does not apply until another has confirmed it: what, by whom, and the presses.

import { Alert, Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useRef, useState } from "react";
import { newKey, post, Problem } from "../api/client.ts";
import { usePeople } from "../api/everyone.ts";
import { nameOf } from "../api/names.ts";
import { refreshAll, useRegisterActions } from "../api/queries.ts";
import { commandPath, useDescribed } from "../api/registers.ts";
import { type Waiting, waitingIn } from "../api/waiting.ts";
import { useSay } from "../words.ts";
import { DataList, Known } from "./DataList.tsx";
import { Refusal } from "./Refusal.tsx";
import { ButtonTo } from "./To.tsx";

interface Props {
  kind: "body" | "accounts";
  id?: string;
  seat?: (id: string) => string;
}

export function WaitingChanges({ kind, id, seat }: Props) {
  const say = useSay();
  const waiting = waitingIn(useRegisterActions(kind, id).data?.actions ?? []);
  const { fields } = useDescribed(kind);
  const known = usePeople(waiting.length > 0).data ?? [];
  const people = Object.fromEntries(known.map(({ person }) => [person.id, person]));
  const [confirmed, setConfirmed] = useState<string>();
  if (!waiting.length && !confirmed) return null;
  return (
    <section aria-labelledby="waiting-changes">
      <Heading level={kind === "body" ? 2 : 3} data-size="xs" id="waiting-changes">{say("waiting_changes")}</Heading>
      {confirmed && <Alert data-color="success" data-size="sm" role="status">{say("confirmed_change", { what: confirmed })}</Alert>}
      <Known.Provider value={{ fields, people, seat }}>
        <ul className="plain">
          {waiting.map((each) => <li key={each.number}><One of={each} kind={kind} id={id} done={() => setConfirmed(each.about.label)} /></li>)}
        </ul>
      </Known.Provider>
    </section>
  );
}

function One({ of: { number, about, confirm, drop }, kind, id, done }: { of: Waiting; kind: Props["kind"]; id: string | undefined; done: () => void }) {
  const say = useSay();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());

  async function press() {
    if (busy || !confirm) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await post(commandPath(kind, confirm.command, id), confirm.given, { key: key.current });
      done();
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(0));
    }
    await refreshAll();
    setBusy(false);
  }

  return (
    <>
      <strong>{about.label}</strong>
      <Paragraph data-size="sm">{say("asked_by", { name: nameOf(about.by) })}</Paragraph>
      <DataList data={about.payload as Record<string, unknown>} />
      {problem && <Refusal problem={problem} />}
      <div className="choices">
        {confirm ? <Button loading={busy} onClick={() => void press()}>{confirm.label}</Button> : <span className="note">{say("another_confirms")}</span>}
        {drop && <ButtonTo href={`/registrer/${kind}/${drop.command}${id ? `/${id}` : ""}?endring=${number}`} variant="secondary">{drop.label}</ButtonTo>}
      </div>
    </>
  );
}
