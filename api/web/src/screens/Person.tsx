// One person: where they sit and what they may do.

import { Heading } from "@digdir/designsystemet-react";
import { nameOf, useNames } from "../api/names.ts";
import { usePerson } from "../api/queries.ts";
import { Page } from "../parts/Page.tsx";
import { RolesAndSeats } from "../parts/RolesAndSeats.tsx";
import { Await } from "../parts/States.tsx";
import { useSay } from "../words.ts";

export function Person({ id }: { id: string }) {
  const say = useSay();
  const names = useNames();
  return (
    <Await page query={usePerson(id)}>
      {(found) => (
        <Page narrow back={{ to: "/utvalg", name: say("bodies") }} above={found.person.party && names.party(found.person.party)} title={nameOf(found.person)}>
          <section>
            <Heading level={2} data-size="xs">{say("seats_and_roles")}</Heading>
            <RolesAndSeats of={found} />
          </section>
        </Page>
      )}
    </Await>
  );
}
