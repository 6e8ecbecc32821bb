// "On which day?", kept in the address so that it can be shared and gone back to.

import { Button, Textfield } from "@digdir/designsystemet-react";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "wouter";
import { parseDate, showDate, today } from "../text/dates.ts";
import { useSay } from "../words.ts";

/** ISO, or undefined for today. */
export function useDateInAddress(): string | undefined {
  const [address] = useSearchParams();
  return parseDate(address.get("dato") ?? "");
}

export function DateInAddress() {
  const say = useSay();
  const [address, setAddress] = useSearchParams();
  const at = useDateInAddress();
  const [typed, setTyped] = useState(showDate(at ?? today()));
  const [wrong, setWrong] = useState(false);
  function show(event: FormEvent) {
    event.preventDefault();
    const date = parseDate(typed);
    setWrong(!date);
    if (!date) return;
    const next = new URLSearchParams(address);
    next.set("dato", date);
    setAddress(next);
  }
  return (
    <form className="on-date" noValidate onSubmit={show}>
      <Textfield label={say("on_date")} description={say("date_help")} inputMode="numeric" value={typed} onChange={(event) => setTyped(event.target.value)} error={wrong && say("bad_date")} />
      <Button type="submit" variant="secondary">{say("show_date")}</Button>
    </form>
  );
}
