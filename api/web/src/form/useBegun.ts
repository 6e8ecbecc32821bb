import { useState } from "react";

/** What a form is about stays as it was at the first key until it is sent, so that nothing moves under who types; and
 * after that too, where what has happened meanwhile leaves nothing to be filled in. */
export function useBegun<T>(latest: T, isThere: (value: T) => boolean) {
  const [begun, setBegun] = useState<T>();
  const [typing, setTyping] = useState(false);
  const seen = begun !== undefined && (typing || !isThere(latest)) ? begun : latest;
  return {
    seen,
    begin: () => {
      setBegun(() => seen);
      setTyping(true);
    },
    renew: () => setTyping(false),
  };
}
