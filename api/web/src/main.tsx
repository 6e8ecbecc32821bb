// The pages of Saksgang: which address shows which screen. What is read stands in api/queries.ts.

import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Route, Router, Switch } from "wouter";
import { community, signedIn, whenSignedOut } from "./api/client.ts";
import { queryClient } from "./api/queries.ts";
import { Frame } from "./parts/Frame.tsx";
import { NoCommunity, NotFound } from "./parts/States.tsx";
import { Administration } from "./screens/Administration.tsx";
import { Agreement } from "./screens/Agreement.tsx";
import { Agreements } from "./screens/Agreements.tsx";
import { Bodies } from "./screens/Bodies.tsx";
import { Body } from "./screens/Body.tsx";
import { Case } from "./screens/Case.tsx";
import { Cases } from "./screens/Cases.tsx";
import { CaseCommand } from "./screens/CaseCommand.tsx";
import { Funds } from "./screens/Funds.tsx";
import { History } from "./screens/History.tsx";
import { NewCase } from "./screens/NewCase.tsx";
import { Parties } from "./screens/Parties.tsx";
import { Position } from "./screens/Position.tsx";
import { RegisterCommand } from "./screens/RegisterCommand.tsx";
import { Settings } from "./screens/Settings.tsx";
import { SignIn } from "./screens/SignIn.tsx";
import { Tasks } from "./screens/Tasks.tsx";
import "./styles.css";

function Screens() {
  const [inside, setInside] = useState(signedIn());
  const [ended, setEnded] = useState(false);
  whenSignedOut(() => {
    queryClient.clear();
    setInside(false);
    setEnded(true);
  });
  if (!inside) return <SignIn ended={ended} onSignedIn={() => setInside(true)} />;
  return (
    <Frame>
      <Switch>
        <Route path="/" component={Tasks} />
        <Route path="/saker" component={Cases} />
        <Route path="/saker/ny/:workflow?/:command?">{({ workflow, command }) => <NewCase workflow={workflow} command={command} />}</Route>
        <Route path="/saker/:id">{({ id }) => <Case id={id} />}</Route>
        <Route path="/saker/:id/gjor/:command">{({ id, command }) => <CaseCommand id={id} command={command} />}</Route>
        <Route path="/saker/:id/standpunkt/:round">{({ id, round }) => <Position id={id} round={round} />}</Route>
        <Route path="/saker/:id/enighet/:round">{({ id, round }) => <Agreement id={id} round={round} />}</Route>
        <Route path="/saker/:id/partene/:round">{({ id, round }) => <Parties id={id} round={round} />}</Route>
        <Route path="/utvalg" component={Bodies} />
        <Route path="/utvalg/:id">{({ id }) => <Body id={id} />}</Route>
        <Route path="/avtaler" component={Agreements} />
        <Route path="/ramme/:id?">{({ id }) => <Funds id={id} />}</Route>
        <Route path="/historikk" component={History} />
        <Route path="/administrasjon" component={Administration} />
        <Route path="/registrer/:kind/:command/:id?">{({ kind, command, id }) => <RegisterCommand kind={kind} command={command} id={id} />}</Route>
        <Route path="/oppsett" component={Settings} />
        <Route><NotFound /></Route>
      </Switch>
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
