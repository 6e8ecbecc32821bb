// Accounts, the organisation and its roles.

import { Alert, Button, Field, Heading, Label, Paragraph, Select, Textfield } from "@digdir/designsystemet-react";
import { type FormEvent, useState } from "react";
import { answer, client, here, Problem, type Schemas } from "../api/client.ts";
import { useAccounts, useRoles } from "../api/everyone.ts";
import { nameOf } from "../api/names.ts";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { RegisterActions } from "../parts/RegisterActions.tsx";
import { To } from "../parts/To.tsx";
import { WaitingChanges } from "../parts/WaitingChanges.tsx";
import { showDate, showInstant } from "../text/dates.ts";
import { useSay } from "../words.ts";

export function Administration() {
  const say = useSay();
  return (
    <Page title={say("administration")} help={say("administration_help")} narrow>
      <Notice />
      <section aria-labelledby="accounts">
        <Heading level={2} data-size="xs" id="accounts">{say("accounts")}</Heading>
        <WaitingChanges kind="accounts" />
        <RegisterActions kind="accounts" />
        <PasswordLink />
      </section>
      <section aria-labelledby="organisation">
        <Heading level={2} data-size="xs" id="organisation">{say("organisation")}</Heading>
        <RegisterActions kind="organisation" />
        <WithRoles />
        <p><To href="/historikk?register=organisation">{say("whole_history")}</To></p>
      </section>
    </Page>
  );
}

function WithRoles() {
  const say = useSay();
  const roles = useRoles().data ?? [];
  return (
    <>
      <Heading level={3} data-size="2xs">{say("roles")}</Heading>
      <ul className="plain">
        {roles.map((role, index) => (
          <li key={index}>
            <To href={`/personer/${role.person.id}`}>{nameOf(role.person)}</To>{" "}
            <span className="note">
              {role.label}{role.party_name && `, ${role.party_name}`}{role.body_name && `, ${role.body_name}`}, {say("seat_since", { date: showDate(role.valid_from) })}{role.valid_to && ` ${say("seat_until", { date: showDate(role.valid_to) })}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** For who has forgotten their password: a link that works once, to be given to them. */
function PasswordLink() {
  const say = useSay();
  const all = useAccounts();
  const accounts = all.data?.filter((account) => account.enabled) ?? [];
  const [username, setUsername] = useState("");
  const [outcome, setOutcome] = useState<Problem | Schemas["password_link"]>();
  async function issue(event: FormEvent) {
    event.preventDefault();
    setOutcome(await answer(client.POST("/{community}/api/v1/accounts/{username}/password-link", here({ username }))).catch((error: unknown) => (error instanceof Problem ? error : new Problem(0))));
  }
  if (all.error) return null; // who registers comes here to confirm what waits
  return (
    <form className="stack" onSubmit={(event) => void issue(event)}>
      <Heading level={3} data-size="2xs">{say("password_link")}</Heading>
      <p className="help">{say("password_link_help")}</p>
      {outcome instanceof Problem && <Refusal problem={outcome} />}
      {outcome && !(outcome instanceof Problem) && (
        <Alert data-color="success" role="status">
          <Paragraph>{say("password_link_made", { until: showInstant(outcome.expires, say("clock")) })}</Paragraph>
          <Textfield label={say("address")} readOnly value={location.origin + outcome.address} onFocus={(event) => event.target.select()} />
        </Alert>
      )}
      <Field>
        <Label>{say("account")}</Label>
        <Select value={username} onChange={(event) => (setUsername(event.target.value), setOutcome(undefined))} required>
          <Select.Option value="">{say("choose")}</Select.Option>
          {accounts.map((account) => <Select.Option key={account.username} value={account.username}>{account.username} – {nameOf(account.person)}</Select.Option>)}
        </Select>
      </Field>
      <div><Button type="submit" variant="secondary">{say("make_password_link")}</Button></div>
    </form>
  );
}
