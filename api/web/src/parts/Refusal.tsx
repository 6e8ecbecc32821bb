// Why something was refused, with its legal basis.

import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import type { Problem } from "../api/client.ts";
import { useSay } from "../words.ts";
import { Basis } from "./Basis.tsx";

export function Refusal({ problem, children }: { problem: Problem; children?: ReactNode }) {
  const say = useSay();
  const lost = problem.status === 0;
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="2xs">{lost ? say("unreachable") : problem.message}</Heading>
      {lost && <Paragraph>{say("unreachable_help")}</Paragraph>}
      <Basis of={problem.basis} />
      {problem.entitled.length > 0 && <Paragraph data-size="sm">{say("entitled", { roles: problem.entitled.join(", ") })}</Paragraph>}
      {problem.retryAfter && <Paragraph data-size="sm">{say("wait_seconds", { n: problem.retryAfter })}</Paragraph>}
      {children}
    </Alert>
  );
}
