// A password that is chosen is written twice.

import { Textfield } from "@digdir/designsystemet-react";
import type { Problem } from "../api/client.ts";
import { useSay } from "../words.ts";

/** What is in the form, or undefined where the two are not the same. */
export function newPasswordIn(form: FormData): string | undefined {
  const [password, again] = ["password", "again"].map((name) => String(form.get(name)));
  return password === again ? password : undefined;
}

export function NewPassword({ label, differ, problem }: { label: string; differ: boolean; problem: Problem | undefined }) {
  const say = useSay();
  const wrong = problem?.errors.find(({ pointer }) => pointer === "/password")?.detail;
  return (
    <>
      <Textfield label={label} name="password" type="password" autoComplete="new-password" required error={wrong} />
      <Textfield label={say("password_again")} name="again" type="password" autoComplete="new-password" required error={differ && say("passwords_differ")} />
    </>
  );
}
