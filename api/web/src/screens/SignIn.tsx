// By account. What went wrong is said, and how long to wait; afterwards one stands where one was going.

import { Alert, Button, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type FormEvent, useState } from "react";
import { Problem, signIn } from "../api/client.ts";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";
import { Page } from "../parts/Page.tsx";
import { To } from "../parts/To.tsx";
import { useSay } from "../words.ts";

export function SignIn({ ended }: { ended: boolean }) {
  const say = useSay();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      await signIn(String(form.get("username")).trim(), String(form.get("password")));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(0));
      setBusy(false);
    }
  }

  return (
    <main className="alone" id="content">
      <p className="brand" aria-hidden>Saksgang</p>
      <Page title={say("sign_in")} help={say("sign_in_help")} narrow>
        {ended && !problem && <Alert data-color="info">{say("session_ended")}</Alert>}
        {problem && (
          <Alert data-color="danger" role="alert">
            <Paragraph>{problem.status === 0 ? say("unreachable") : problem.message}</Paragraph>
            {problem.retryAfter && <Paragraph>{say("wait_seconds", { n: problem.retryAfter })}</Paragraph>}
          </Alert>
        )}
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <Textfield label={say("username")} name="username" autoComplete="username" autoCapitalize="none" required />
          <Textfield label={say("password")} name="password" type="password" autoComplete="current-password" required />
          <Button type="submit" loading={busy}>{say("sign_in")}</Button>
        </form>
        <LanguageChoice />
        <p><To href="/tilgjengelighet">{say("accessibility")}</To></p>
      </Page>
    </main>
  );
}
