import { Tag } from "@digdir/designsystemet-react";
import { daysBetween, showDate, today } from "../text/dates.ts";
import { type Say, useSay } from "../words.ts";

export function daysLeft(say: Say, due: string): string {
  const days = daysBetween(today(), due);
  if (days === 0) return say("due_today");
  if (days === 1) return say("one_day_left");
  if (days === -1) return say("one_day_over");
  return days > 0 ? say("days_left", { n: days }) : say("days_over", { n: -days });
}

/** A deadline: its date, and how long it is to it. */
export function Due({ date }: { date: string }) {
  const say = useSay();
  const days = daysBetween(today(), date);
  return (
    <span className="due">
      <span>{say("due", { date: showDate(date) })}</span>
      <Tag data-size="sm" data-color={days < 0 ? "danger" : days <= 14 ? "warning" : "neutral"}>{daysLeft(say, date)}</Tag>
    </span>
  );
}
