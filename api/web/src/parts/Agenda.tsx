// The agenda of a meeting (saksliste): each item with its number, what became of it, and what may be done with it now.

import { Button, Heading, Tag } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { type AgendaItem, agendaOf, awaitsTreatment, nameOfItem, numberOfItem, wordsOfAgenda } from "../api/agenda.ts";
import { useDomain } from "../api/domain.ts";
import type { Action, Case } from "../api/queries.ts";
import { fieldsOf, type Schema } from "../form/schema.ts";
import { ArrowDown, ArrowUp } from "../icons.ts";
import { useSay } from "../words.ts";
import { FollowUpsOf } from "./FollowUps.tsx";
import { commandPlace } from "./places.ts";
import { Questions } from "./Questions.tsx";
import { Refusal } from "./Refusal.tsx";
import { ButtonTo, To } from "./To.tsx";
import { usePress } from "./usePress.ts";

/** What is done here, and so stands nowhere else on the page. */
export const ofAgenda = ["arrange_agenda", "add_follow_up"];

export function Agenda({ of }: { of: Case }) {
  const say = useSay();
  const domain = useDomain(of.workflow.id);
  const { busy, problem, press } = usePress(of);
  const items = agendaOf(of);
  const words = useMemo(() => wordsOfAgenda(domain), [domain]);
  if (!items || !domain) return null;
  const open = of.actions.filter((action) => action.standing !== "closed");
  const movable = open.some(({ command }) => command === "arrange_agenda");
  const move = (from: number, to: number) => {
    const order = items.map(({ item }) => item);
    order.splice(to, 0, ...order.splice(from, 1));
    void press("arrange_agenda", { order });
  };
  const mayMove = (from: number, to: number) => !!items[to] && !(items[from]!.number && items[to].number);
  return (
    <section aria-labelledby="agenda">
      <Heading level={2} data-size="xs" id="agenda">{domain.fields.get("items")?.label}</Heading>
      {items.some(awaitsTreatment) && <To href={`/saker/${of.id}/mote`}>{say("read_for_meeting")}</To>}
      {problem && <Refusal problem={problem} />}
      <ol className="plain agenda">
        {items.map((item, index) => {
          const name = nameOfItem(item, of, words.kind);
          return (
            <li key={item.item}>
              <div>
                <strong>{numberOfItem(item, of)}</strong> {item.title || words.kind(item.kind)}
                {item.title && <span className="note"> {words.kind(item.kind)}</span>}
              </div>
              <About item={item} resultCalled={words.result} label={(field) => domain.fields.get(field)?.label ?? ""} />
              {item.kind === "follow_up_points" && awaitsTreatment(item) && of.body && <FollowUpsOf body={of.body} />}
              <Questions of={of} item={item} />
              <div className="choices">
                {open.filter((action) => isAbout(item, action)).map(({ command, label }) => (
                  <To key={command} href={`${commandPlace(of.id, command)}?item=${item.item}`} said={`${label}: ${name}`}>{label}</To>
                ))}
                {movable && ([[index - 1, ArrowUp, "move_up"], [index + 1, ArrowDown, "move_down"]] as const).map(([to, Icon, word]) => (
                  <Button key={word} icon data-size="sm" variant="tertiary" aria-disabled={busy || !mayMove(index, to)} aria-label={say(word, { item: name })} onClick={() => mayMove(index, to) && move(index, to)}><Icon aria-hidden /></Button>
                ))}
              </div>
            </li>
          );
        })}
      </ol>
      {open.filter(({ command }) => command === "add_follow_up").map(({ command, label }) => <ButtonTo key={command} href={commandPlace(of.id, command)} variant="secondary">{label}</ButtonTo>)}
    </section>
  );
}

function About({ item, resultCalled, label }: { item: AgendaItem; resultCalled: (result: string) => string; label: (field: string) => string }) {
  const say = useSay();
  return (
    <>
      {item.a_case && <div><To href={`/saker/${item.a_case}`}>{say("case_word")} {item.a_case}</To></div>}
      {(["closed_by", "added_late", "taken_off"] as const).map((field) => item[field] && <div key={field} className="note">{label(field)}: {item[field]}</div>)}
      {item.result && <div><Tag data-size="sm" data-color={/agreed$/.test(item.result) ? "success" : "neutral"}>{resultCalled(item.result)}</Tag> {item.conclusion}</div>}
    </>
  );
}

/** What is decided in a case is done with an item that has one; wording is changed of what has been treated. */
function isAbout(item: AgendaItem, { command, schema }: Action): boolean {
  if (!fieldsOf(schema as Schema).some((field) => field.name === "item" && field.reference === "agenda_item")) return false;
  if (command === "reword_item") return !!item.result;
  if (["agree_on_item", "take_up_item", "close_item_without_agreement"].includes(command) && item.kind !== "decision_item") return false;
  return awaitsTreatment(item);
}
