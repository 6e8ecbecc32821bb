// "Why can't I see …": whether I may read a case, and why, in the server's words.

import { Alert, Button, Heading, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useAccess } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { Await } from "./States.tsx";

export function WhyNot() {
  const say = useSay();
  const [asked, setAsked] = useState("");
  return (
    <section aria-labelledby="why-not">
      <Heading level={2} data-size="xs" id="why-not">{say("why_not")}</Heading>
      <p className="help">{say("why_not_help")}</p>
      <form className="on-date" onSubmit={(event) => (event.preventDefault(), setAsked(String(new FormData(event.currentTarget).get("number")).trim()))}>
        <Textfield label={say("case_number")} name="number" required />
        <Button type="submit" variant="secondary">{say("check_access")}</Button>
      </form>
      {asked && <Verdict key={asked} id={asked} />}
    </section>
  );
}

function Verdict({ id }: { id: string }) {
  return <Await query={useAccess(id)}>{({ reads, text }) => <Alert data-color={reads ? "success" : "info"} role="status">{text}</Alert>}</Await>;
}
