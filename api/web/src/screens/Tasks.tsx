// What waits for me, soonest first; one press leads to the place where it is done.

import { Button, Card, Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import { Link } from "wouter";
import type { Schemas } from "../api/client.ts";
import { useNames } from "../api/names.ts";
import { useWorklist } from "../api/queries.ts";
import { Due } from "../parts/Due.tsx";
import { Page } from "../parts/Page.tsx";
import { Await, Empty } from "../parts/States.tsx";
import { placeOf } from "../parts/places.ts";
import { daysBetween, today } from "../text/dates.ts";
import { count, useSay, type Word } from "../words.ts";

type Task = Schemas["worklist"]["items"][number];

const groups: Word[] = ["overdue", "within_fortnight", "later", "no_deadline"];

function groupOf(task: Task): Word {
  if (!task.due) return "no_deadline";
  const days = daysBetween(today(), task.due);
  return days < 0 ? "overdue" : days <= 14 ? "within_fortnight" : "later";
}

export function Tasks() {
  const say = useSay();
  const worklist = useWorklist();
  const total = worklist.data?.pages[0]?.total ?? 0;
  return (
    <Page title={say("tasks")} help={total > 0 && count(say, "tasks_total", total)}>
      <Await query={worklist}>
        {({ pages }) => {
          const tasks = pages.flatMap((page) => page.items);
          if (!tasks.length) return <Empty title={say("tasks_empty")} help={say("tasks_empty_help")} />;
          return groups.map((group) => <Group key={group} word={group} tasks={tasks.filter((task) => groupOf(task) === group)} />);
        }}
      </Await>
      {worklist.hasNextPage && <Button variant="secondary" onClick={() => void worklist.fetchNextPage()}>{say("more")}</Button>}
    </Page>
  );
}

function Group({ word, tasks }: { word: Word; tasks: Task[] }) {
  const say = useSay();
  if (!tasks.length) return null;
  return (
    <section className="group">
      <Heading level={2} data-size="2xs">{say(word)}</Heading>
      <ul className="cards">{tasks.map((task, index) => <li key={index}><TaskCard task={task} /></li>)}</ul>
    </section>
  );
}

function TaskCard({ task }: { task: Task }) {
  const say = useSay();
  const names = useNames();
  const about = task.parties.length > 1 ? say("agreements") : task.title;
  return (
    <Card asChild>
      <Link href={placeOf(task)}>
        <div className="task">
          <div>
            <span className="task-what">{task.label}</span>
            <Paragraph data-size="sm">{task.a_case ? `${say("case_word")} ${task.a_case} · ${task.title}` : about}</Paragraph>
          </div>
          <div className="task-when">
            {task.due && <Due date={task.due} />}
            {task.parties.length > 1 && <Tag data-size="sm" data-color="neutral" title={names.parties(task.parties)}>{say("for_parties", { n: task.parties.length })}</Tag>}
          </div>
        </div>
      </Link>
    </Card>
  );
}
