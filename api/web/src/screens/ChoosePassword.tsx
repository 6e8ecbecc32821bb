// Where a link for a forgotten password leads: it works once. What makes it work stands behind #, so that no server logs it.

import { Alert, Button, Paragraph } from "@digdir/designsystemet-react";
import { type FormEvent, useState } from "react";
import { answer, client, here, Problem } from "../api/client.ts";
import { NewPassword, newPasswordIn } from "../parts/NewPassword.tsx";
import { Page } from "../parts/Page.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { To } from "../parts/To.tsx";
import { useSay } from "../words.ts";

export function ChoosePassword() {
  const say = useSay();
  const [token] = useState(() => location.hash.slice(1));
  const [outcome, setOutcome] = useState<Problem | "set" | "differ">();
  const [busy, setBusy] = useState(false);

  async function choose(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const password = newPasswordIn(new FormData(event.currentTarget));
    if (password === undefined) return setOutcome("differ");
    setBusy(true);
    try {
      await answer(client.POST("/{community}/api/v1/password-links", { ...here(), body: { token, password } }));
      setOutcome("set");
    } catch (error) {
      setOutcome(error instanceof Problem ? error : new Problem(0));
    }
    setBusy(false);
  }

  return (
    <main className="alone" id="content">
      <p className="brand" aria-hidden>Saksgang</p>
      <Page title={say("choose_password")} help={outcome !== "set" && say("choose_password_help")} narrow>
        {outcome === "set" && (
          <Alert data-color="success" role="status">
            <Paragraph>{say("password_set")}</Paragraph>
            <To href="/">{say("sign_in")}</To>
          </Alert>
        )}
        {outcome instanceof Problem && <Refusal problem={outcome} />}
        {outcome !== "set" && (
          <form className="stack" onSubmit={(event) => void choose(event)}>
            <NewPassword label={say("password")} differ={outcome === "differ"} problem={outcome instanceof Problem ? outcome : undefined} />
            <Button type="submit" loading={busy}>{say("choose_password")}</Button>
          </form>
        )}
      </Page>
    </main>
  );
}
