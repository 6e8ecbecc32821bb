import { Button, type ButtonProps, Link } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { Link as Way } from "wouter";

interface Props {
  href: string;
  children: ReactNode;
}

/** A link within the pages. `said`: what it leads to, where others on the page look the same. */
export function To({ href, children, said }: Props & { said?: string }) {
  return <Link asChild><Way href={href} aria-label={said}>{children}</Way></Link>;
}

/** A link that looks like a button: it leads to where something is done. */
export function ButtonTo({ href, children, variant }: Props & { variant?: ButtonProps["variant"] }) {
  return <Button asChild variant={variant ?? "primary"}><Way href={href}>{children}</Way></Button>;
}
