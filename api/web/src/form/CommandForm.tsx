// The form of any command, drawn from its JSON Schema. What is typed stays on this machine until the server accepts it.

import { Alert, Button, Details, ErrorSummary, Heading, Paragraph } from "@digdir/designsystemet-react";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { community, newKey, type Posting, Problem } from "../api/client.ts";
import { refreshAll, useMe } from "../api/queries.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { Loading } from "../parts/States.tsx";
import { count, useSay } from "../words.ts";
import { AnotherDay, type When } from "./AnotherDay.tsx";
import { draftName, dropDraft, readDraft, writeDraft } from "./draft.ts";
import "./elements.ts";
import { AnyField, Form, idOf } from "./fields.tsx";
import { type Subject, useReferences } from "./references.ts";
import { type Field, fieldsOf, type Schema } from "./schema.ts";
import { isEmpty, type Payload, payloadOf, type Values, withoutEmptyRows } from "./values.ts";

interface Props {
  schema: Schema;
  press: string;
  /** Names the draft, within this community and account. */
  about: string[];
  subject?: Subject;
  /** What is known, and not asked of people. */
  given?: Payload;
  /** Of what is asked above the form, if anything is, that which has no answer: its name by its pointer. */
  unanswered?: Record<string, string> | undefined;
  /** What stands now, to be changed. */
  initial?: Values | undefined;
  version?: number | undefined;
  /** The version now, where it is another than was seen. */
  latest?: number | undefined;
  costs?: number | undefined;
  caseAddress?: string;
  send: (payload: Payload, how: Posting) => Promise<unknown>;
  /** What the server answered. */
  done: (answer: unknown) => void;
  /** At each key; and when what was sent is refused, so that what is new may be shown. */
  begin?: () => void;
  renew?: () => void;
}

const nothing: Payload = {};

export function CommandForm(props: Props) {
  const account = useMe().data?.account;
  return account && <FormOf key={account + props.about.join()} {...props} account={account} />;
}

function FormOf({ schema, press, about, subject = {}, given = nothing, unanswered, initial, version, latest = version, costs, caseAddress, send, done, begin, renew, account }: Props & { account: string }) {
  const say = useSay();
  const fields = useMemo(() => fieldsOf(schema).filter((field) => !(field.name in given)), [schema, given]);
  const name = draftName(community, account, ...about);
  const [found, setFound] = useState(() => readDraft(localStorage, name));
  const [values, setValues] = useState<Values>(found?.values ?? initial ?? {});
  const [begunOn, setBegunOn] = useState(found?.version);
  const seen = begunOn ?? version;
  const [kept, setKept] = useState(true);
  const [shown, setShown] = useState<ReadonlyMap<string, string>>(new Map());
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [when, setWhen] = useState<When>({});
  const attempt = useRef({ sent: "", key: "" });
  const [uploading] = useState(() => new Set<string>());
  const top = useRef<HTMLDivElement>(null);
  const choices = useReferences(fields, subject);
  const labels = useMemo(() => labelsIn(fields), [fields]);

  useEffect(() => {
    if (problem || shown.size) top.current?.focus();
  }, [problem, shown]);

  function change(field: string, value: Values[string]) {
    const next = { ...values, [field]: value };
    begin?.();
    setBegunOn(seen);
    setValues(next);
    setKept(writeDraft(localStorage, name, { values: next, version: seen }));
  }
  function startOver() {
    dropDraft(localStorage, name);
    setFound(undefined);
    setValues(initial ?? {});
    setBegunOn(undefined);
    setProblem(undefined);
    setShown(new Map());
    renew?.();
  }

  async function submit(how: Partial<Posting> = {}) {
    if (busy) return;
    setProblem(undefined);
    if (uploading.size) return setShown(new Map([...uploading].map((pointer) => [pointer, say("wait_for_upload")])));
    const typed = withoutEmptyRows(fields, values);
    setValues(typed);
    const { payload, faults } = payloadOf(fields, typed);
    const words = { missing: say("must_fill"), date: say("bad_date"), sum: say("bad_sum"), number: say("bad_number") };
    const above = Object.keys(unanswered ?? {}).map((pointer) => [pointer, words.missing] as const);
    setShown(new Map([...above, ...faults.map((fault) => [fault.pointer, words[fault.what]] as const)]));
    if (above.length || faults.length) return;
    setBusy(true);
    const sent = JSON.stringify([payload, given, when, how]);
    if (attempt.current.sent !== sent) attempt.current = { sent, key: newKey() };
    try {
      const answer = await send({ ...payload, ...given }, { version: seen, key: attempt.current.key, ...when, ...how });
      dropDraft(localStorage, name);
      void refreshAll();
      done(answer);
    } catch (error) {
      const refused = error instanceof Problem ? error : new Problem(0);
      setProblem(refused);
      setShown(new Map(refused.errors.filter((each) => each.pointer).map((each) => [each.pointer!.replace(/^\/payload(?=\/)/, ""), each.detail])));
      if (refused.status === 412 || refused.status === 409) void refreshAll();
      if (refused.status !== 0) renew?.();
      setBusy(false);
    }
  }
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };

  if (!choices) return <Loading />;
  return (
    <Form.Provider value={{ choices, faults: shown, uploading }}>
      <form className="command stack" noValidate onSubmit={submitted}>
        <div ref={top} tabIndex={-1} className="form-top">
          {problem && <Trouble problem={problem} caseAddress={caseAddress} sendAnyway={() => void submit({ version: latest })} confirm={() => void submit({ confirm: "account_number" })} discard={startOver} />}
          {shown.size > 0 && <Summary faults={shown} nameOf={(pointer) => unanswered?.[pointer] ?? nameOfPointer(pointer, labels)} />}
          {found && !isEmpty(found.values) && !problem && !shown.size && (
            <Alert data-color="info" data-size="sm">
              <Paragraph>{say("draft_found")} <Button type="button" variant="tertiary" onClick={startOver}>{say("start_over")}</Button></Paragraph>
            </Alert>
          )}
          {!!costs && <Alert data-color="warning">{count(say, "costs", costs)}</Alert>}
        </div>
        {!fields.length && !unanswered && <Paragraph>{say("nothing_to_fill")}</Paragraph>}
        {fields.map((field) => <Part key={field.name} field={field} value={values[field.name]} change={(value) => change(field.name, value)} />)}
        <AnotherDay change={setWhen} />
        <div className="press">
          <Button type="submit" loading={busy}>{busy ? say("sending") : press}</Button>
          {begunOn !== undefined && begunOn !== latest && !problem && <span role="status" className="note">{say("changed_meanwhile")}</span>}
          {fields.length > 0 && <span className="note">{kept ? say("draft_kept") : say("draft_not_kept")}</span>}
        </div>
      </form>
    </Form.Provider>
  );
}

/** A group that may be left out is folded until there is something in it. */
function Part({ field, value, change }: { field: Field; value: Values[string]; change: (value: Values[string]) => void }) {
  const say = useSay();
  const [open, setOpen] = useState(!isEmpty(value));
  const body = <AnyField field={field} at={`/${field.name}`} value={value} change={change} />;
  if (field.required || field.kind !== "group") return body;
  return (
    <Details open={open} onToggle={() => setOpen(!open)}>
      <Details.Summary>{field.label} ({say("optional")})</Details.Summary>
      <Details.Content>{body}</Details.Content>
    </Details>
  );
}

function Summary({ faults, nameOf }: { faults: ReadonlyMap<string, string>; nameOf: (pointer: string) => string }) {
  const say = useSay();
  return (
    <ErrorSummary>
      <ErrorSummary.Heading>{say("fix_these")}</ErrorSummary.Heading>
      <ErrorSummary.List>
        {[...faults].map(([pointer, detail]) => (
          <ErrorSummary.Item key={pointer}>
            <ErrorSummary.Link href={`#${idOf(pointer)}`}>{nameOf(pointer)}: {detail}</ErrorSummary.Link>
          </ErrorSummary.Item>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}

interface TroubleProps {
  problem: Problem;
  caseAddress: string | undefined;
  sendAnyway: () => void;
  confirm: () => void;
  discard: () => void;
}

function Trouble({ problem, caseAddress, sendAnyway, confirm, discard }: TroubleProps) {
  const say = useSay();
  if (problem.status === 412)
    return (
      <Alert data-color="warning" role="alert">
        <Heading level={2} data-size="2xs">{say("stale")}</Heading>
        <div className="choices">
          {caseAddress && <a href={caseAddress} target="_blank" rel="noreferrer">{say("see_case")}</a>}
          <Button type="button" variant="secondary" onClick={sendAnyway}>{say("send_anyway")}</Button>
          <Button type="button" variant="tertiary" onClick={discard}>{say("discard_mine")}</Button>
        </div>
      </Alert>
    );
  return (
    <Refusal problem={problem}>
      {problem.looksLikeNationalId && <Button type="button" variant="secondary" onClick={confirm}>{say("is_account_number")}</Button>}
    </Refusal>
  );
}

function labelsIn(fields: Field[]): Map<string, string> {
  return new Map(fields.flatMap((field) => [[field.name, field.label] as const, ...(field.fields ? labelsIn(field.fields) : [])]));
}

/** Søkere 1 Part */
function nameOfPointer(pointer: string, labels: Map<string, string>): string {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : (labels.get(step) ?? ""))).filter(Boolean).join(" ");
}
