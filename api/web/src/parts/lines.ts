// The worklist as people read it: the same to be done by the same day in many places is one line, with the places behind it.

import type { Schemas } from "../api/client.ts";

export type Task = Schemas["worklist"]["items"][number];

const many = 4; // fewer stand each by itself

/** In the order of the list, each line where its first task stood. */
export function linesOf(tasks: Task[]): Task[][] {
  const same = new Map<string, Task[]>();
  const kind = (task: Task) => [task.label, task.command, task.due].join("\n");
  for (const task of tasks) same.set(kind(task), [...(same.get(kind(task)) ?? []), task]);
  return tasks.flatMap((task) => {
    const alike = same.get(kind(task))!;
    return alike.length < many ? [[task]] : alike[0] === task ? [alike] : [];
  });
}
