// The accessibility statement, for anyone, signed in or not.

import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { sessionHere } from "../api/client.ts";
import { Page } from "../parts/Page.tsx";
import { usePreferences } from "../preferences.ts";
import { showLongDate } from "../text/dates.ts";
import { statement, tested_on } from "../text/statement.ts";
import { useSay } from "../words.ts";

export function Accessibility() {
  const say = useSay();
  const { language } = usePreferences();
  const { title, help, sections } = statement[language];
  return (
    <Page narrow back={{ to: "/", name: say(sessionHere() === null ? "sign_in" : "tasks") }} title={title} help={help}>
      {sections.map((section) => (
        <section key={section.title}>
          <Heading level={2} data-size="xs">{section.title}</Heading>
          {section.says.map((paragraph) => <Paragraph key={paragraph}>{paragraph}</Paragraph>)}
          {section.list && <ul>{section.list.map((each) => <li key={each}>{each}</li>)}</ul>}
        </section>
      ))}
      <p className="note">{say("last_tested", { date: showLongDate(tested_on, language) })}</p>
    </Page>
  );
}
