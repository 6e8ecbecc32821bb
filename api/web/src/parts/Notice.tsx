// What was just done, said once on the page that one came to.

import { Alert } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useSay, type Word } from "../words.ts";

let waiting: [Word, string] | undefined;
export const notice = (what: string, word: Word = "done") => void (waiting = [word, what]);

export function Notice() {
  const say = useSay();
  const [said] = useState(() => waiting);
  useEffect(() => {
    if (waiting === said) waiting = undefined; // not before: a drawing may be begun and left
  }, [said]);
  if (!said) return null;
  const [word, what] = said;
  return <Alert data-color={word === "done" ? "success" : "info"} data-size="sm" role="status">{say(word, { what })}</Alert>;
}
