// What waits for me, soonest first; one press leads to the place where it is done. Beside it the deadlines of my cases.

import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { Link } from "wouter";
import { useNames } from "../api/names.ts";
import { useWaitingForOthers, useWorklist } from "../api/queries.ts";
import { Due } from "../parts/Due.tsx";
import { Page } from "../parts/Page.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { linesOf, type Task } from "../parts/lines.ts";
import { placeOf } from "../parts/places.ts";
import { To } from "../parts/To.tsx";
import { daysBetween, today } from "../text/dates.ts";
import { count, useSay, type Word } from "../words.ts";

const groups: Word[] = ["overdue", "within_fortnight", "later", "no_deadline"];

function groupOf(task: Task): Word {
  if (!task.due) return "no_deadline";
  const days = daysBetween(today(), task.due);
  return days < 0 ? "overdue" : days <= 14 ? "within_fortnight" : "later";
}

export function Tasks() {
  const say = useSay();
  const worklist = useWorklist();
  const { todo, watched } = apart(worklist.data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <Page title={say("tasks")} help={todo.length > 0 && !worklist.hasNextPage && count(say, "tasks_total", todo.length)}>
      <Await query={worklist}>
        {() => (
          <div className={watched.length ? "two" : undefined}>
            <div className="first-column">
              {!todo.length && <Empty title={say("tasks_empty")} help={say("tasks_empty_help")} />}
              {groups.map((group) => <Group key={group} word={group} tasks={todo.filter((task) => groupOf(task) === group)} />)}
              {worklist.hasNextPage && <div><Button variant="secondary" onClick={() => void worklist.fetchNextPage()}>{say("more")}</Button></div>}
              <OthersTurn />
            </div>
            {watched.length > 0 && <Watched tasks={watched} />}
          </div>
        )}
      </Await>
    </Page>
  );
}

/** What is to be done, and the deadlines besides: one that something is to be done by stands with that. */
function apart(tasks: Task[]): { todo: Task[]; watched: Task[] } {
  const watches = (task: Task) => task.kind === "deadline" && !task.stream; // in a register it waits to be confirmed
  const todo = tasks.filter((task) => !watches(task));
  const day = (task: Task) => `${task.a_case ?? task.agreement ?? task.fund} ${task.due}`;
  const days = new Set(todo.map(day));
  return { todo, watched: tasks.filter((task) => watches(task) && !days.has(day(task))) };
}

function OthersTurn() {
  const say = useSay();
  const others = useWaitingForOthers();
  const cases = others.data?.pages.flatMap((page) => page.items) ?? [];
  if (!cases.length) return null;
  return (
    <section aria-labelledby="others" className="group">
      <Heading level={2} data-size="2xs" id="others">{say("waits_for_others")}</Heading>
      <ul className="plain others-turn">
        {cases.map(({ a_case, title, state, waits_for }) => (
          <li key={a_case}>
            <To href={`/saker/${a_case}`}>{title}</To> <span className="note">{say("case_word")} {a_case} · {state.label}</span>
            <ul className="plain">
              {byDay(waits_for).map(([due, labels]) => <li key={due}>{labels.join(", ")} {due && <Due date={due} />}</li>)}
            </ul>
          </li>
        ))}
      </ul>
      {others.hasNextPage && <div><Button variant="secondary" onClick={() => void others.fetchNextPage()}>{say("more")}</Button></div>}
    </section>
  );
}

/** Who is awaited by the same day, together. */
function byDay(waits: { label: string; due?: string }[]): [day: string, labels: string[]][] {
  const days = new Map<string, string[]>();
  for (const { label, due = "" } of waits) days.set(due, [...(days.get(due) ?? []), label]);
  return [...days];
}

function Watched({ tasks }: { tasks: Task[] }) {
  const say = useSay();
  return (
    <aside className="second-column">
      <section aria-labelledby="watched">
        <Heading level={2} data-size="2xs" id="watched">{say("deadlines_to_watch")}</Heading>
        <ul className="plain">
          {linesOf(tasks).map((line, index) => <li key={index}><WatchedLine tasks={line} /></li>)}
        </ul>
      </section>
    </aside>
  );
}

function WatchedLine({ tasks }: { tasks: Task[] }) {
  const task = tasks[0]!;
  return (
    <>
      {tasks.length > 1 ? task.label : <><To href={placeOf(task)}>{task.label}</To><br /><AboutTask task={task} /></>}
      <br />{task.due && <Due date={task.due} />}
      <Behind tasks={tasks} />
    </>
  );
}

/** What a line stands for: its cases, or the parties of its one task. */
function Behind({ tasks }: { tasks: Task[] }) {
  const say = useSay();
  const names = useNames();
  const task = tasks[0]!;
  const places: { name: string; href?: string }[] = tasks.length > 1
    ? tasks.map((each) => ({ name: each.title, href: placeOf(each) }))
    : task.parties.map((party) => ({ name: names.party(party), href: task.agreement && `/avtaler?part=${party}` })).sort((a, b) => a.name.localeCompare(b.name, "nb"));
  if (places.length < 2) return null;
  return (
    <details className="content behind">
      <summary>{say(tasks.length > 1 ? "n_cases" : "for_parties", { n: places.length })}</summary>
      <ul className="plain">{places.map(({ name, href }, index) => <li key={index}>{href ? <To href={href}>{name}</To> : name}</li>)}</ul>
    </details>
  );
}

function AboutTask({ task }: { task: Task }) {
  const say = useSay();
  if (task.a_case) return `${say("case_word")} ${task.a_case} · ${task.title}`;
  return task.parties.length > 1 ? say("agreements") : task.title;
}

function Group({ word, tasks }: { word: Word; tasks: Task[] }) {
  const say = useSay();
  if (!tasks.length) return null;
  return (
    <section className="group">
      <Heading level={2} data-size="2xs">{say(word)}</Heading>
      <ul className="cards">{linesOf(tasks).map((line, index) => <li key={index}><TaskCard tasks={line} /></li>)}</ul>
    </section>
  );
}

function TaskCard({ tasks }: { tasks: Task[] }) {
  const task = tasks[0]!;
  const what = (
    <div className="task">
      <div>
        <span className="task-what">{task.label}</span>
        {tasks.length === 1 && <Paragraph data-size="sm"><AboutTask task={task} /></Paragraph>}
      </div>
      <div className="task-when">{task.due && <Due date={task.due} />}</div>
    </div>
  );
  if (tasks.length === 1 && task.parties.length < 2) return <Card asChild><Link href={placeOf(task)}>{what}</Link></Card>;
  return (
    <Card>
      {tasks.length > 1 ? what : <Link href={placeOf(task)}>{what}</Link>}
      <Behind tasks={tasks} />
    </Card>
  );
}
