// Accounts, the organisation and its roles; and why somebody does not see a case.

import { Alert, Button, Heading, Textfield } from "@digdir/designsystemet-react";
import { type FormEvent, useState } from "react";
import { answer, client, here, Problem } from "../api/client.ts";
import { useEveryone } from "../api/everyone.ts";
import { nameOf } from "../api/names.ts";
import { useCase } from "../api/queries.ts";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { RegisterActions } from "../parts/RegisterActions.tsx";
import { To } from "../parts/To.tsx";
import { useSay } from "../words.ts";

export function Administration() {
  const say = useSay();
  return (
    <Page title={say("administration")} help={say("administration_help")} narrow>
      <Notice />
      <section aria-labelledby="accounts">
        <Heading level={2} data-size="xs" id="accounts">{say("accounts")}</Heading>
        <RegisterActions kind="accounts" />
        <NewPassword />
      </section>
      <section aria-labelledby="organisation">
        <Heading level={2} data-size="xs" id="organisation">{say("organisation")}</Heading>
        <RegisterActions kind="organisation" />
        <WithRoles />
        <p><To href="/historikk?register=organisation">{say("whole_history")}</To></p>
      </section>
      <WhyNot />
    </Page>
  );
}

function WithRoles() {
  const say = useSay();
  const { people, withRoles } = useEveryone(true);
  return (
    <>
      <Heading level={3} data-size="2xs">{say("with_roles")}</Heading>
      <ul className="plain">
        {people.filter(({ id }) => withRoles.has(id)).map((person) => <li key={person.id}><To href={`/personer/${person.id}`}>{nameOf(person)}</To></li>)}
      </ul>
    </>
  );
}

function NewPassword() {
  const say = useSay();
  const [outcome, setOutcome] = useState<Problem | "set">();
  async function set(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    try {
      await answer(client.POST("/{community}/api/v1/accounts/{username}/password", {
        ...here({ username: String(typed.get("username")).trim() }),
        body: { password: String(typed.get("password")) },
      }));
      form.reset();
      setOutcome("set");
    } catch (error) {
      setOutcome(error instanceof Problem ? error : new Problem(0));
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void set(event)}>
      <Heading level={3} data-size="2xs">{say("new_password")}</Heading>
      {outcome === "set" && <Alert data-color="success" role="status">{say("password_set")}</Alert>}
      {outcome instanceof Problem && <Refusal problem={outcome} />}
      <Textfield label={say("username")} name="username" autoComplete="off" autoCapitalize="none" required />
      <Textfield label={say("password")} name="password" type="password" autoComplete="new-password" required />
      <div><Button type="submit" variant="secondary">{say("new_password")}</Button></div>
    </form>
  );
}

function WhyNot() {
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
  const say = useSay();
  const { data, error } = useCase(id);
  if (data) return <Alert data-color="success" role="status">{say("access_yes", { access: say(data.access === "community" ? "access_community" : "access_restricted").toLowerCase() })}</Alert>;
  if (error instanceof Problem && error.status === 404) return <Alert data-color="info" role="status">{say("access_no")}</Alert>;
  return error instanceof Problem ? <Refusal problem={error} /> : null;
}
