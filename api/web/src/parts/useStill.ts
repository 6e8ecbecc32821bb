import { useEffect, useState } from "react";

const a_moment_ms = 250;

/** The value once it has stood for a moment: what is typed is not asked for at each key. */
export function useStill<T>(value: T): T {
  const [still, setStill] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), a_moment_ms);
    return () => clearTimeout(timer);
  }, [value]);
  return still;
}
