// Language, light or dark, who one is here, where one is signed in, and the drafts on this machine.

import { Alert, Button, Heading, ToggleGroup } from "@digdir/designsystemet-react";
import { useState } from "react";
import { community } from "../api/client.ts";
import { nameOf, useNames } from "../api/names.ts";
import { useMe, useSessions } from "../api/queries.ts";
import { dropDraftsOf } from "../form/draft.ts";
import { ChangePassword } from "../parts/ChangePassword.tsx";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";
import { Page } from "../parts/Page.tsx";
import { RolesAndSeats } from "../parts/RolesAndSeats.tsx";
import { SignOut } from "../parts/SignOut.tsx";
import { Await } from "../parts/States.tsx";
import { WhyNot } from "../parts/WhyNot.tsx";
import { prefer, type Scheme, schemes, usePreferences } from "../preferences.ts";
import { showInstant } from "../text/dates.ts";
import { useSay } from "../words.ts";

export function Settings() {
  const say = useSay();
  const names = useNames();
  const me = useMe();
  const { scheme } = usePreferences();
  const [gone, setGone] = useState(false);
  return (
    <Page title={say("settings")} narrow>
      <section>
        <Heading level={2} data-size="xs">{say("language")}</Heading>
        <LanguageChoice />
      </section>
      <section>
        <Heading level={2} data-size="xs">{say("appearance")}</Heading>
        <ToggleGroup value={scheme} onChange={(value) => prefer({ scheme: value as Scheme })} data-toggle-group={say("appearance")} data-size="sm">
          {schemes.map((each) => <ToggleGroup.Item key={each} value={each}>{say(`scheme_${each}`)}</ToggleGroup.Item>)}
        </ToggleGroup>
      </section>
      <section>
        <Heading level={2} data-size="xs">{say("who_am_i")}</Heading>
        <Await query={me}>
          {({ account, person, speaks_for, ...held }) => (
            <><dl className="data">
              <div><dt>{say("person")}</dt><dd>{nameOf(person)}</dd></div>
              <div><dt>{say("account")}</dt><dd>{account}</dd></div>
              {speaks_for.length > 0 && <div><dt>{say("speaks_for")}</dt><dd>{names.parties(speaks_for)}</dd></div>}
            </dl><RolesAndSeats of={held} /></>
          )}
        </Await>
      </section>
      <section aria-labelledby="sessions">
        <Heading level={2} data-size="xs" id="sessions">{say("my_sessions")}</Heading>
        <p className="help">{say("my_sessions_help")}</p>
        <Await query={useSessions()}>
          {({ items }) => (
            <ul className="plain">
              {items.map((session, index) => (
                <li key={index}>
                  {say("session_from_to", { from: showInstant(session.begun, say("clock")), to: showInstant(session.expires, say("clock")) })}
                  {session.current && <strong> – {say("this_one")}</strong>}
                </li>
              ))}
            </ul>
          )}
        </Await>
        <div className="choices"><SignOut /><SignOut everywhere variant="tertiary" /></div>
      </section>
      {me.data && <ChangePassword account={me.data.account} />}
      <WhyNot />
      <section>
        <Heading level={2} data-size="xs">{say("drafts")}</Heading>
        <p className="help">{say("drafts_help")}</p>
        {gone && <Alert data-color="success" data-size="sm" role="status">{say("drafts_gone")}</Alert>}
        <div>
          <Button variant="secondary" onClick={() => (me.data && dropDraftsOf(localStorage, community, me.data.account), setGone(true))}>{say("forget_drafts")}</Button>
        </div>
      </section>
    </Page>
  );
}
