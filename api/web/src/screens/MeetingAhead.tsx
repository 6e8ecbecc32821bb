// A meeting, the evening before, on a phone: when and where, what is asked of me in each item, the proposal first, the papers,
// notes of my own that stay on this machine, and questions to whoever prepares it.

import { Details, Field, Heading, Label, Paragraph, Tag, Textarea } from "@digdir/designsystemet-react";
import { useId } from "react";
import { agendaOf, awaitsTreatment, nameOfItem, wordsOfAgenda } from "../api/agenda.ts";
import { community, Problem } from "../api/client.ts";
import { useDomain } from "../api/domain.ts";
import { useNames } from "../api/names.ts";
import { type Case, useBodies, useCase, useMe, useWorkflow } from "../api/queries.ts";
import { liveRound } from "../api/rounds.ts";
import { draftName } from "../form/draft.ts";
import { useKept } from "../form/useKept.ts";
import { daysLeft } from "../parts/Due.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Papers } from "../parts/Papers.tsx";
import { commandPlace } from "../parts/places.ts";
import { ProposedDecision } from "../parts/ProposedDecision.tsx";
import { Questions } from "../parts/Questions.tsx";
import { after, Await, NotFound } from "../parts/States.tsx";
import { ButtonTo, To } from "../parts/To.tsx";
import { language } from "../preferences.ts";
import { showLongDate } from "../text/dates.ts";
import { useSay, type Word } from "../words.ts";

export function MeetingAhead({ id }: { id: string }) {
  const found = useCase(id);
  const all = after(found, useWorkflow(found.data?.workflow.id), useMe(), useBodies());
  return <Await page query={all}>{(of) => (agendaOf(of) ? <Shown of={of} /> : <NotFound />)}</Await>;
}

function Shown({ of }: { of: Case }) {
  const say = useSay();
  const names = useNames();
  const domain = useDomain(of.workflow.id);
  const words = wordsOfAgenda(domain);
  const day = String(of.data.day);
  const may = (command: string) => of.actions.find((action) => action.command === command && action.standing !== "closed");
  const absence = may("report_absence");
  return (
    <Page narrow back={{ to: `/saker/${of.id}`, name: say("the_meeting") }} above={of.body && names.body(of.body)} title={of.title}>
      <Notice />
      <Paragraph><strong>{showLongDate(day, language())}</strong> ({daysLeft(say, day)}){typeof of.data.place === "string" && <><br />{of.data.place}</>}</Paragraph>
      <Papers of={of} />
      {absence && <Paragraph><ButtonTo href={commandPlace(of.id, absence.command)} variant="secondary">{absence.label}</ButtonTo></Paragraph>}
      <ol className="plain agenda">
        {agendaOf(of)!.filter(awaitsTreatment).map((item) => (
          <li key={item.item}>
            <Heading level={2} data-size="xs">{nameOfItem(item, of, words.kind)}</Heading>
            <div><Tag data-size="sm" data-color={item.kind === "decision_item" ? "info" : "neutral"}>{say(asked[item.kind] ?? "asked_to_note")}</Tag></div>
            {item.a_case && item.kind === "decision_item" && <OfCase id={item.a_case} />}
            <Questions of={of} item={item} />
            {may("ask_question") && <div><To href={`${commandPlace(of.id, "ask_question")}?item=${item.item}`} said={`${may("ask_question")!.label}: ${nameOfItem(item, of, words.kind)}`}>{may("ask_question")!.label}</To></div>}
            <Note meeting={of.id} item={item.item} />
          </li>
        ))}
      </ol>
    </Page>
  );
}

/** In one line. */
const asked: Record<string, Word> = {
  notice_and_agenda: "asked_to_approve",
  previous_minutes: "asked_to_approve",
  decision_item: "asked_to_decide",
  discussion_item: "asked_to_discuss",
};

/** The proposal first; and where one takes a position before the meeting. */
function OfCase({ id }: { id: string }) {
  const say = useSay();
  const found = useCase(id);
  if (found.error instanceof Problem && found.error.status === 404) return <Paragraph data-size="sm">{say("no_access")}</Paragraph>;
  if (!found.data) return null;
  const live = liveRound(found.data.rounds);
  const points = live?.[1].subject.proposed_decision ?? [];
  return (
    <section className="proposal" aria-label={say("proposal")}>
      <ProposedDecision points={points.length ? points : [say("proposal_in_papers")]} />
      <To href={`/saker/${id}`}>{say("case_word")} {id}</To>
      {live?.[1].status === "open" && <> · <To href={commandPlace(id, "take_position", live[0])}>{say("take_position")}</To></>}
    </section>
  );
}

/** Of nobody but whoever writes it, and no part of the case. */
function Note({ meeting, item }: { meeting: string; item: string }) {
  const say = useSay();
  const field = useId();
  const account = useMe().data?.account ?? "";
  const [{ text }, keep] = useKept(draftName(community, account, "note", meeting, item), { text: "" });
  return (
    <Details defaultOpen={text !== ""} data-size="sm">
      <Details.Summary>{say("own_note")}</Details.Summary>
      <Details.Content>
        <Field>
          <Label htmlFor={field}>{say("own_note")}</Label>
          <Field.Description>{say("own_note_help")}</Field.Description>
          <Textarea id={field} rows={3} value={text} onChange={(event) => keep({ text: event.target.value })} />
        </Field>
      </Details.Content>
    </Details>
  );
}
