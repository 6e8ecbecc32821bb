// What was just done, said once on the page that one came to.

import { Alert } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useSay } from "../words.ts";

let waiting: string | undefined;
export const notice = (what: string) => void (waiting = what);

export function Notice() {
  const say = useSay();
  const [what] = useState(() => {
    const mine = waiting;
    waiting = undefined;
    return mine;
  });
  return what ? <Alert data-color="success" data-size="sm" role="status">{say("done", { what })}</Alert> : null;
}
