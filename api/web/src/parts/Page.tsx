// One page: its title, in the tab too; focus goes to the heading when one has come from another page.

import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect, useRef } from "react";
import { ArrowLeft } from "../icons.ts";
import { useSay } from "../words.ts";
import { To } from "./To.tsx";

interface Props {
  title: string;
  above?: ReactNode;
  help?: ReactNode;
  back?: { to: string; name: string };
  tools?: ReactNode;
  narrow?: boolean;
  children?: ReactNode;
}

let arrived = false;

export function Page({ title, above, help, back, tools, narrow, children }: Props) {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Saksgang`;
  }, [title]);
  useEffect(() => {
    if (arrived) {
      scrollTo(0, 0);
      heading.current?.focus();
    }
    arrived = true;
  }, []);
  return (
    <div className={narrow ? "page narrow" : "page"}>
      {back && <p className="back"><To href={back.to}><ArrowLeft aria-hidden /><span className="visually-hidden">{say("back_to", { place: "" })}</span><span>{back.name}</span></To></p>}
      <header className="page-head">
        <div>
          {above && <div className="above">{above}</div>}
          <Heading ref={heading} level={1} data-size="md" tabIndex={-1}>{title}</Heading>
          {help && <Paragraph className="help">{help}</Paragraph>}
        </div>
        {tools && <div className="tools">{tools}</div>}
      </header>
      {children}
    </div>
  );
}
