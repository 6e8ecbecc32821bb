// The parties' own decisions as a table; many are registered at a sitting by keyboard alone: Enter registers, and one
// stands in the form of the next party without an answer.

import { Alert, Button, Checkbox, Heading, Table, Tag } from "@digdir/designsystemet-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { post } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { type Action, type Case, useBodies, useCase, useFunds, useParties } from "../api/queries.ts";
import type { PartyAnswer, Round } from "../api/rounds.ts";
import { CommandForm } from "../form/CommandForm.tsx";
import type { Schema } from "../form/schema.ts";
import { useBegun } from "../form/useBegun.ts";
import { DocumentLink } from "../parts/DocumentLink.tsx";
import { daysLeft, Due } from "../parts/Due.tsx";
import { Page } from "../parts/Page.tsx";
import { after, Await } from "../parts/States.tsx";
import { ButtonTo } from "../parts/To.tsx";
import { showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";

const answering = { adoption: "register_adoption", confirmation: "confirm_in_use", consent: "", hearing: "" };
const colors = { pending: "neutral", sent: "neutral", adopted: "success", adopted_with_reservation: "warning", rejected: "danger", confirmed: "success" } as const;
const waits = (answer: PartyAnswer) => answer.status === "pending" || answer.status === "sent";

export function Parties({ id, round }: { id: string; round: string }) {
  return <Await page query={after(useCase(id), useParties(), useBodies(), useFunds())}>{(found) => <Shown of={found} roundId={round} />}</Await>;
}

function Shown({ of, roundId }: { of: Case; roundId: string }) {
  const say = useSay();
  const names = useNames();
  const [party, setParty] = useState<string>();
  const [last, setLast] = useState<string>();
  const round = of.rounds[roundId];
  const possible = (command: string) => of.actions.find((action) => action.command === command && action.standing !== "closed");
  const { seen: register, begin, renew } = useBegun(round && possible(answering[round.kind]), (now) => now !== undefined);
  const page = { back: { to: `/saker/${of.id}`, name: of.title }, above: `${say("case_word")} ${of.id} · ${of.title}`, title: say("parties_screen"), help: say("parties_help") };
  if (!round?.parties) return <Page {...page}><Alert data-color="info">{say("no_such_round")}</Alert></Page>;

  const answers = Object.entries(round.parties).sort(([a], [b]) => names.party(a).localeCompare(names.party(b), "nb"));
  const answered = answers.filter(([, answer]) => !waits(answer)).length;
  const steps = ["mark_sent", "remind"].flatMap((command) => possible(command) ?? []);
  function next() {
    const after = [...answers, ...answers].slice(answers.findIndex(([each]) => each === party) + 1);
    setLast(party);
    setParty(after.find(([each, answer]) => each !== party && waits(answer))?.[0]);
  }
  return (
    <Page {...page} tools={steps.map((action) => <ButtonTo key={action.command} variant="secondary" href={`/saker/${of.id}/gjor/${action.command}`}>{action.label}</ButtonTo>)}>
      <div className="choices">
        <strong role="status">{say("n_parties_answered", { n: answered, m: answers.length })}</strong>
        {round.deadline && <Due date={round.deadline} />}
      </div>
      {last && <Alert data-color="success" data-size="sm" role="status">{say("done", { what: names.party(last) })}</Alert>}
      {party && register && <Register key={party} of={of} round={round} party={party} action={register} begin={begin} renew={renew} done={next} leave={() => setParty(undefined)} />}
      <Table className="table stacked">
        <caption className="visually-hidden">{say("parties_help")}</caption>
        <thead>
          <tr>{(["party", "sent", "case_number_there", "decided", "result", "minutes"] as const).map((word) => <th key={word} scope="col">{say(word)}</th>)}{register && <td />}</tr>
        </thead>
        <tbody>
          {answers.map(([id, answer]) => (
            <tr key={id}>
              <th scope="row">{names.party(id)}</th>
              <td className="when" data-label={say("sent")}>{answer.sent && showDate(answer.sent)}{!!answer.reminders && <span className="note"> {say("reminders", { n: answer.reminders })}</span>}</td>
              <td data-label={say("case_number_there")}>{answer.case_number}</td>
              <td className="when" data-label={say("decided")}>{answer.decided_on && showDate(answer.decided_on)}</td>
              <td><Tag data-size="sm" data-color={colors[answer.status]}>{say(answer.status === "sent" ? "waits" : answer.status)}</Tag>{waits(answer) && round.deadline && <p className="note">{daysLeft(say, round.deadline)}</p>}{answer.reservation && <p className="note">{answer.reservation.text} <Due date={answer.reservation.clear_by} /></p>}{answer.reason && <p className="note">{answer.reason}</p>}</td>
              <td>{answer.minutes && <DocumentLink digest={answer.minutes} title={of.documents.find((each) => each.digest === answer.minutes)?.title ?? say("minutes")} of={{ case: of.id }} />}</td>
              {register && <td>{waits(answer) && <Button data-size="sm" variant="secondary" aria-label={`${say("register_answer")}: ${names.party(id)}`} onClick={() => setParty(id)}>{say("register_answer")}</Button>}</td>}
            </tr>
          ))}
        </tbody>
      </Table>
    </Page>
  );
}

interface RegisterProps {
  of: Case;
  round: Round;
  party: string;
  action: Action;
  begin: () => void;
  renew: () => void;
  done: () => void;
  leave: () => void;
}

function Register({ of, round, party, action, begin, renew, done, leave }: RegisterProps) {
  const say = useSay();
  const names = useNames();
  const box = useRef<HTMLElement>(null);
  const [otherFile, setOtherFile] = useState(false);
  const text = round.subject.renditions[0];
  const properties = (action.schema as Schema).properties ?? {};
  const given = useMemo(
    () => ({ party, ...("version" in properties && { version: round.subject.version }), ...("adopted_text" in properties && !otherFile && { adopted_text: text }) }),
    [party, properties, round.subject.version, text, otherFile],
  );
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.querySelector<HTMLElement>("form input")?.focus({ preventScroll: false });
  }, []);
  return (
    <section ref={box} className="register" aria-labelledby="register">
      <Heading level={2} data-size="xs" id="register">{say("register_for", { party: names.party(party) })}</Heading>
      <p className="note">{say("keyboard_help")}</p>
      <CommandForm
        schema={action.schema as Schema}
        press={say("register_and_next")}
        about={["case", of.id, action.command, party]}
        subject={{ case: of }}
        given={given}
        send={(payload, how) => post(`/cases/${of.id}/commands/${action.command}`, payload, how)}
        begin={begin}
        renew={renew}
        done={done}
      />
      {"adopted_text" in properties && <Checkbox label={say("other_file")} checked={otherFile} onChange={(event) => setOtherFile(event.target.checked)} />}
      <div><Button variant="tertiary" onClick={leave}>{say("close")}</Button></div>
    </section>
  );
}
