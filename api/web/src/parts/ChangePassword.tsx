// One's own password, changed by whoever knows the old one.

import { Alert, Button, Heading, Textfield } from "@digdir/designsystemet-react";
import { type FormEvent, useState } from "react";
import { answer, client, here, Problem } from "../api/client.ts";
import { refreshAll } from "../api/queries.ts";
import { useSay } from "../words.ts";
import { NewPassword, newPasswordIn } from "./NewPassword.tsx";
import { Refusal } from "./Refusal.tsx";

export function ChangePassword({ account }: { account: string }) {
  const say = useSay();
  const [outcome, setOutcome] = useState<Problem | "changed" | "differ">();
  const [busy, setBusy] = useState(false);
  const problem = outcome instanceof Problem ? outcome : undefined;
  const wrongOld = problem?.code === "wrong_old_password";

  async function change(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const filled = new FormData(form);
    const password = newPasswordIn(filled);
    if (password === undefined) return setOutcome("differ");
    setBusy(true);
    try {
      const body = { old_password: String(filled.get("old")), password };
      await answer(client.POST("/{community}/api/v1/accounts/{username}/password", { ...here({ username: account }), body }));
      form.reset();
      setOutcome("changed");
      void refreshAll();
    } catch (error) {
      setOutcome(error instanceof Problem ? error : new Problem(0));
    }
    setBusy(false);
  }

  return (
    <section aria-labelledby="change-password">
      <Heading level={2} data-size="xs" id="change-password">{say("change_password")}</Heading>
      <p className="help">{say("change_password_help")}</p>
      {problem && !wrongOld && <Refusal problem={problem} />}
      {outcome === "changed" && <Alert data-color="success" data-size="sm" role="status">{say("password_changed")}</Alert>}
      <form className="stack" onSubmit={(event) => void change(event)}>
        <input type="text" name="username" autoComplete="username" value={account} readOnly hidden />
        <Textfield label={say("old_password")} name="old" type="password" autoComplete="current-password" required error={wrongOld && problem.message} />
        <NewPassword label={say("new_password")} differ={outcome === "differ"} problem={problem} />
        <div><Button type="submit" variant="secondary" loading={busy}>{say("change_password")}</Button></div>
      </form>
    </section>
  );
}
