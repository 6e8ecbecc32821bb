// The answer itself. Pressed without a network it waits on this machine, visibly, and is sent when there is one.

import { Alert, Button, Checkbox, Fieldset, Heading, Paragraph, Radio, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { community, newKey, post, Problem, type Schemas } from "../api/client.ts";
import { refreshAll } from "../api/queries.ts";
import { digestOf, type PositionTaken, type Round } from "../api/rounds.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { parseDate, showDate } from "../text/dates.ts";
import { useSay } from "../words.ts";
import { draftName, dropDraft, readDraft, writeDraft } from "./draft.ts";
import type { Choice } from "./schema.ts";

type Payload = Schemas["command.case.take_position"];

interface Props {
  caseId: string;
  roundId: string;
  round: Round;
  seat: string;
  account: string;
  taken: PositionTaken | undefined;
  choices: Choice[];
  /** At each key; and when the server has answered. */
  begin: () => void;
  renew: () => void;
}

interface Typed {
  [name: string]: string | boolean | undefined;
  position?: string;
  reason?: string;
  text?: string;
  by?: string;
  assents?: boolean;
  digest?: string; // of the text that was on screen when it was pressed
}

const typedFrom = (taken: PositionTaken | undefined): Typed =>
  taken
    ? {
      position: taken.position,
      reason: taken.reason ?? "",
      text: taken.reservation?.text ?? "",
      by: taken.reservation ? showDate(taken.reservation.clear_by) : "",
      assents: taken.assents_to_procedure ?? false,
    }
    : {};

export function PositionForm({ caseId, roundId, round, seat, account, taken, choices, begin, renew }: Props) {
  const say = useSay();
  const name = draftName(community, account, "position", caseId, roundId, seat);
  const [draft] = useState(() => readDraft(localStorage, name));
  const [typed, setTyped] = useState<Typed>((draft?.values as Typed | undefined) ?? typedFrom(taken));
  const [unsent, setUnsent] = useState(draft?.unsent);
  const [problem, setProblem] = useState<Problem>();
  const [pressed, setPressed] = useState(false);
  const [busy, setBusy] = useState(false);
  const top = useRef<HTMLDivElement>(null);

  const wrong = faultsIn(typed);
  const written = round.procedure === "written";
  const change = (part: Typed) => {
    const next = { ...typed, ...part };
    begin();
    setTyped(next);
    setUnsent(undefined);
    writeDraft(localStorage, name, { values: next, version: undefined });
  };

  const send = useCallback(async (answer: Typed, key: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await post(`/cases/${caseId}/commands/take_position`, payloadOf(answer, roundId, seat, written), { key });
      dropDraft(localStorage, name);
      setUnsent(undefined);
      setPressed(false);
      renew();
      await refreshAll();
      scrollTo(0, 0);
    } catch (error) {
      const refused = error instanceof Problem ? error : new Problem(0);
      const waits = refused.status === 0 || refused.status === 502;
      writeDraft(localStorage, name, { values: answer, version: undefined, unsent: waits ? key : undefined });
      setUnsent(waits ? key : undefined);
      setProblem(waits ? undefined : refused);
      if (!waits) {
        renew();
        void refreshAll();
      }
      requestAnimationFrame(() => top.current?.focus());
    }
    setBusy(false);
  }, [caseId, roundId, seat, name, written, renew]);

  useEffect(() => {
    if (!unsent) return;
    const again = () => void send(typed, unsent);
    addEventListener("online", again);
    const timer = setInterval(() => navigator.onLine && again(), 15_000);
    return () => {
      removeEventListener("online", again);
      clearInterval(timer);
    };
  }, [unsent, typed, send]);

  function press(event: FormEvent) {
    event.preventDefault();
    setPressed(true);
    if (busy || Object.values(wrong).some(Boolean)) return;
    const answer = { ...typed, digest: digestOf(round.subject) };
    setTyped(answer);
    void send(answer, newKey());
  }

  const fault = (which: keyof typeof wrong) => (pressed && wrong[which] ? say(wrong[which]) : undefined);
  const positionFault = fault("position");
  return (
    <form className="stack command" noValidate onSubmit={press}>
      <div ref={top} tabIndex={-1} className="form-top">
        {unsent && (
          <Alert data-color="warning" role="status">
            <Heading level={2} data-size="2xs">{say("not_sent")}</Heading>
            <Paragraph>{say("not_sent_help")}</Paragraph>
            <Button type="button" variant="secondary" onClick={() => void send(typed, unsent)}>{say("try_again")}</Button>
          </Alert>
        )}
        {problem && (problem.code === "text_superseded" ? <Alert data-color="warning" role="alert">{say("text_changed")}</Alert> : <Refusal problem={problem} />)}
      </div>
      <Fieldset>
        <Fieldset.Legend>{say("standpoint")}</Fieldset.Legend>
        {choices.map(({ value, label }) => (
          <Radio key={value} name={`position-${seat}`} value={value} label={label} checked={typed.position === value} onChange={() => change({ position: value })} />
        ))}
        {positionFault && <ValidationMessage>{positionFault}</ValidationMessage>}
      </Fieldset>
      {typed.position === "agree_with_reservation" && (
        <>
          <Textfield multiline rows={3} label={say("must_clear")} value={typed.text ?? ""} onChange={(event) => change({ text: event.target.value })} error={fault("text")} />
          <Textfield label={say("clear_by")} description={say("date_help")} inputMode="numeric" className="date" value={typed.by ?? ""} onChange={(event) => change({ by: event.target.value })} error={fault("by")} />
        </>
      )}
      {typed.position === "disagree" && (
        <Textfield multiline rows={4} label={say("reason")} value={typed.reason ?? ""} onChange={(event) => change({ reason: event.target.value })} error={fault("reason")} />
      )}
      {written && (
        <Checkbox label={say("assents_written")} description={say("assents_help")} checked={typed.assents ?? false} onChange={(event) => change({ assents: event.target.checked })} />
      )}
      <div className="press">
        <Button type="submit" loading={busy}>{say(taken ? "change_position" : "register_position")}</Button>
        <span className="note">{say("draft_kept")}</span>
      </div>
    </form>
  );
}

function faultsIn(typed: Typed) {
  const filled = (text: string | undefined) => (text?.trim() ? undefined : ("must_fill" as const));
  const reserved = typed.position === "agree_with_reservation";
  return {
    position: filled(typed.position),
    text: reserved ? filled(typed.text) : undefined,
    by: reserved && !parseDate(typed.by ?? "") ? ("bad_date" as const) : undefined,
    reason: typed.position === "disagree" ? filled(typed.reason) : undefined,
  };
}

function payloadOf(typed: Typed, round: string, seat: string, written: boolean): Payload {
  return {
    round,
    seat,
    digest: typed.digest ?? "",
    position: typed.position as Payload["position"],
    ...(typed.position === "disagree" && { reason: typed.reason!.trim() }),
    ...(typed.position === "agree_with_reservation" && { reservation: { text: typed.text!.trim(), clear_by: parseDate(typed.by!)! } }),
    ...(written && { assents_to_procedure: typed.assents ?? false }),
  };
}
