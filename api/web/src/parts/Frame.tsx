// What stands around every page: the way to the others, who one is, the way out.

import { Alert, Button, SkipLink } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { nameOf } from "../api/names.ts";
import { community } from "../api/client.ts";
import { useMe } from "../api/queries.ts";
import { unsentOf } from "../form/draft.ts";
import { Menu } from "../icons.ts";
import { useSay, type Word } from "../words.ts";
import { commandPlace } from "./places.ts";
import { SignOut } from "./SignOut.tsx";
import { To } from "./To.tsx";

const places: [string, Word][] = [
  ["/", "tasks"],
  ["/saker", "cases"],
  ["/utvalg", "bodies"],
  ["/moter", "meetings"],
  ["/avtaler", "agreements"],
  ["/ramme", "funds"],
  ["/historikk", "history"],
];

export function Frame({ children }: { children: ReactNode }) {
  const say = useSay();
  const me = useMe().data;
  const [location] = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [location]);
  const administers = me?.roles.some((role) => role.role === "administrator" || role.role === "registrar");
  const shown: [string, Word][] = administers ? [...places, ["/administrasjon", "administration"]] : places;
  const isHere = (href: string) => (href === "/" ? location === "/" : location.startsWith(href));
  return (
    <>
      <SkipLink href="#content">{say("skip")}</SkipLink>
      <header className="frame">
        <div className="frame-inner">
          <Link href="/" className="brand">Saksgang</Link>
          <Button className="menu-button" variant="tertiary" aria-expanded={open} aria-controls="menu" onClick={() => setOpen(!open)}>
            <Menu aria-hidden /> {say("menu")}
          </Button>
          <nav id="menu" className={open ? "menu open" : "menu"} aria-label={say("main_menu")}>
            <ul className="places">
              {shown.map(([href, word]) => (
                <li key={href}><Link href={href} aria-current={isHere(href) ? "page" : undefined}>{say(word)}</Link></li>
              ))}
            </ul>
            <ul className="places mine">
              <li><Link href="/oppsett" aria-current={isHere("/oppsett") ? "page" : undefined}>{say("settings")}</Link></li>
              <li><SignOut variant="tertiary" /></li>
            </ul>
          </nav>
        </div>
        <p className="who-am-i">{me && nameOf(me.person)}</p>
      </header>
      {me && <Unsent account={me.account} location={location} />}
      <main id="content" tabIndex={-1}>{children}</main>
      <footer className="foot"><To href="/tilgjengelighet">{say("accessibility")}</To></footer>
    </>
  );
}

/** An answer that waits for the network is never out of sight. */
function Unsent({ account, location }: { account: string; location: string }) {
  const say = useSay();
  const waiting = unsentOf(localStorage, community, account).flatMap(([kind, a_case, round]) =>
    kind === "position" && a_case && round ? [{ a_case, place: commandPlace(a_case, "take_position", round) }] : []);
  return waiting.filter(({ place }) => place !== location).map(({ a_case, place }) => (
    <Alert key={place} data-color="warning" data-size="sm" className="unsent">
      {say("not_sent")}. <To href={place}>{say("case_word")} {a_case}</To>
    </Alert>
  ));
}
