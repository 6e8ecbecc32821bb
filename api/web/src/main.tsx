// The pages of Saksgang: which address shows which screen. What is read stands in api/queries.ts.

import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { Route, Router, Switch } from "wouter";
import { community, sessionHere, whenSessionChanges } from "./api/client.ts";
import { useLive } from "./api/live.ts";
import { queryClient, useMe } from "./api/queries.ts";
import "./parts/elements.ts";
import { Frame } from "./parts/Frame.tsx";
import { Await, Loading, NoCommunity, NotFound } from "./parts/States.tsx";
import { Case } from "./screens/Case.tsx";
import { Cases } from "./screens/Cases.tsx";
import { Position } from "./screens/Position.tsx";
import { SignIn } from "./screens/SignIn.tsx";
import { Tasks } from "./screens/Tasks.tsx";
import "./styles.css";

/** Fetched together when one of them is first gone to; what people open each day is in the first load. */
const later = <N extends keyof More>(name: N) => lazy(async () => ({ default: (await import("./screens/more.ts"))[name] }));
type More = typeof import("./screens/more.ts");

const Accessibility = later("Accessibility");
const Administration = later("Administration");
const Agreement = later("Agreement");
const Agreements = later("Agreements");
const Bodies = later("Bodies");
const Body = later("Body");
const CaseCommand = later("CaseCommand");
const ChoosePassword = later("ChoosePassword");
const FollowedUp = later("FollowedUp");
const Funds = later("Funds");
const History = later("History");
const MeetingAhead = later("MeetingAhead");
const Meetings = later("Meetings");
const NewCase = later("NewCase");
const OpenRound = later("OpenRound");
const Parties = later("Parties");
const Person = later("Person");
const RegisterCommand = later("RegisterCommand");
const Settings = later("Settings");

function Screens() {
  const [session, setSession] = useState(sessionHere);
  const [ended, setEnded] = useState(false);
  useEffect(() => whenSessionChanges(() => {
    queryClient.clear();
    setSession(sessionHere());
    setEnded(sessionHere() === null);
  }), []);
  return (
    <Switch>
      <Route path="/passord"><Suspense fallback={<Loading />}><ChoosePassword /></Suspense></Route>
      <Route>{session === null ? <Outside ended={ended} /> : <Inside key={session} />}</Route>
    </Switch>
  );
}

function Outside({ ended }: { ended: boolean }) {
  return (
    <Switch>
      <Route path="/tilgjengelighet"><main id="content"><Suspense fallback={<Loading />}><Accessibility /></Suspense></main></Route>
      <Route><SignIn ended={ended} /></Route>
    </Switch>
  );
}

/** Who I am comes first, and with it from where on what happens is to be heard: all else is read after that. */
function Inside() {
  const me = useMe();
  return me.data ? <Screenful since={me.data.position} /> : <Frame><Await page query={me}>{() => null}</Await></Frame>;
}

function Screenful({ since }: { since: number }) {
  useLive(since);
  return (
    <Frame>
      <Suspense fallback={<Loading />}><Switch>
        <Route path="/" component={Tasks} />
        <Route path="/saker" component={Cases} />
        <Route path="/saker/ny/:workflow?/:command?">{({ workflow, command }) => <NewCase workflow={workflow} command={command} />}</Route>
        <Route path="/saker/:id">{({ id }) => <Case id={id} />}</Route>
        <Route path="/saker/:id/gjor/:command">{({ id, command }) => <CaseCommand id={id} command={command} />}</Route>
        <Route path="/saker/:id/mote">{({ id }) => <MeetingAhead id={id} />}</Route>
        <Route path="/saker/:id/standpunkt/:round">{({ id, round }) => <Position id={id} round={round} />}</Route>
        <Route path="/saker/:id/behandling/:round">{({ id, round }) => <OpenRound id={id} round={round} />}</Route>
        <Route path="/saker/:id/enighet/:round">{({ id, round }) => <Agreement id={id} round={round} />}</Route>
        <Route path="/saker/:id/partene/:round">{({ id, round }) => <Parties id={id} round={round} />}</Route>
        <Route path="/utvalg"><Bodies /></Route>
        <Route path="/utvalg/:id">{({ id }) => <Body id={id} />}</Route>
        <Route path="/personer/:id">{({ id }) => <Person id={id} />}</Route>
        <Route path="/moter"><Meetings /></Route>
        <Route path="/oppfolging"><FollowedUp /></Route>
        <Route path="/avtaler"><Agreements /></Route>
        <Route path="/ramme/:id?">{({ id }) => <Funds id={id} />}</Route>
        <Route path="/historikk"><History /></Route>
        <Route path="/administrasjon"><Administration /></Route>
        <Route path="/registrer/:kind/:command/:id?">{({ kind, command, id }) => <RegisterCommand kind={kind} command={command} id={id} />}</Route>
        <Route path="/oppsett"><Settings /></Route>
        <Route path="/tilgjengelighet"><Accessibility /></Route>
        <Route><NotFound /></Route>
      </Switch></Suspense>
    </Frame>
  );
}

createRoot(document.getElementById("app")!).render(
  community
    ? (
      <QueryClientProvider client={queryClient}>
        <Router base={`/${encodeURIComponent(community)}`}><Screens /></Router>
      </QueryClientProvider>
    )
    : <NoCommunity />,
);
