import { Button, type ButtonProps, Link } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { Link as Way } from "wouter";

interface Props {
  href: string;
  children: ReactNode;
}

/** A link within the pages. */
export function To({ href, children }: Props) {
  return <Link asChild><Way href={href}>{children}</Way></Link>;
}

/** A link that looks like a button: it leads to where something is done. */
export function ButtonTo({ href, children, variant }: Props & { variant?: ButtonProps["variant"] }) {
  return <Button asChild variant={variant ?? "primary"}><Way href={href}>{children}</Way></Button>;
}
