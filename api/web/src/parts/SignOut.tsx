// The way out, of this browser or of all; where the server can't hear it, it is said that one is still signed in.

import { Button, type ButtonProps } from "@digdir/designsystemet-react";
import { useState } from "react";
import { signOut } from "../api/client.ts";
import { useSay } from "../words.ts";

export function SignOut({ everywhere = false, variant = "secondary" }: { everywhere?: boolean; variant?: ButtonProps["variant"] }) {
  const say = useSay();
  const [failed, setFailed] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => signOut(everywhere).catch(() => setFailed(true))}>{say(everywhere ? "sign_out_everywhere" : "sign_out")}</Button>
      {failed && <span role="alert" className="note">{say("still_signed_in")}</span>}
    </>
  );
}
