// The accessibility statement: what was tested on the day that it says, and what was not. Changed when tests/browser is.

import type { Language } from "../preferences.ts";

export interface Statement {
  title: string;
  help: string;
  sections: { title: string; says: string[]; list?: string[] }[];
}

export const tested_on = "2026-11-26";

export const statement: Record<Language, Statement> = {
  nb: {
    title: "Tilgjengelighet",
    help: "Saksgang skal kunne brukes av alle. Kravet er WCAG 2.1 på nivå AA. Her står hva som er prøvd, og hva som ikke er det.",
    sections: [
      {
        title: "Hva som er prøvd",
        says: ["Med et program (axe-core), i nettleseren Chromium, uten at det fant brudd på WCAG 2.1 AA:"],
        list: [
          "skjermbildene, innlogging og de fleste skjemaer, lyst og mørkt, på bred skjerm og på 320 piksler (som 400 % forstørring)",
          "at ingenting må leses ved å rulle sidelengs på 320 piksler",
          "med bare tastatur: logge inn, finne en oppgave, lese et dokument, ta stilling, rette feil i et skjema og registrere partenes vedtak på rad",
          "at fokus ikke forsvinner i disse forløpene, og at et skjema ikke flytter seg når andre endrer saken",
        ],
      },
      {
        title: "Hva som ikke er prøvd",
        says: ["Et program finner bare en del av feilene. Dette gjenstår:"],
        list: [
          "med skjermleser (NVDA, JAWS, VoiceOver, TalkBack), talestyring og leselist",
          "av mennesker med funksjonsnedsettelse",
          "i Firefox og Safari, og på fysiske telefoner",
          "egne farger i operativsystemet (høy kontrast) og egen tekstavstand",
          "nynorsk og engelsk på hvert skjermbilde; det er samme sider, med andre ord",
        ],
      },
      {
        title: "Hva vi vet kan være vanskelig",
        says: [],
        list: [
          "Dokumenter som er lastet opp, er slik de ble laget. PDF vises av nettleserens eget program.",
          "Det som endrer seg på siden fordi andre gjør noe, blir bare noen steder lest opp.",
          "Feltet der man søker etter en person eller part, er en prøveutgave i Designsystemet.",
          "Opplysninger som er skrevet på ett språk, er ikke merket med språk når sidene vises på et annet.",
        ],
      },
      {
        title: "Si fra",
        says: [
          "Møter du noe som ikke virker, så si fra til sekretariatet i helsefellesskapet.",
          "Dette er ikke den offisielle tilgjengelighetserklæringen. Den gir virksomheten som bruker Saksgang, på uustatus.no. Du kan klage til Tilsynet for universell utforming av ikt, uutilsynet.no.",
        ],
      },
    ],
  },
  nn: {
    title: "Tilgjenge",
    help: "Saksgang skal kunne brukast av alle. Kravet er WCAG 2.1 på nivå AA. Her står kva som er prøvd, og kva som ikkje er det.",
    sections: [
      {
        title: "Kva som er prøvd",
        says: ["Med eit program (axe-core), i nettlesaren Chromium, utan at det fann brot på WCAG 2.1 AA:"],
        list: [
          "skjermbileta, innlogging og dei fleste skjema, lyst og mørkt, på brei skjerm og på 320 pikslar (som 400 % forstørring)",
          "at ingenting må lesast ved å rulle sidelengs på 320 pikslar",
          "med berre tastatur: logge inn, finne ei oppgåve, lese eit dokument, ta stilling, rette feil i eit skjema og registrere vedtaka til partane på rad",
          "at fokus ikkje forsvinn i desse forløpa, og at eit skjema ikkje flyttar seg når andre endrar saka",
        ],
      },
      {
        title: "Kva som ikkje er prøvd",
        says: ["Eit program finn berre ein del av feila. Dette står att:"],
        list: [
          "med skjermlesar (NVDA, JAWS, VoiceOver, TalkBack), talestyring og leselist",
          "av menneske med funksjonsnedsetjing",
          "i Firefox og Safari, og på fysiske telefonar",
          "eigne fargar i operativsystemet (høg kontrast) og eigen tekstavstand",
          "nynorsk og engelsk på kvart skjermbilete; det er dei same sidene, med andre ord",
        ],
      },
      {
        title: "Kva vi veit kan vere vanskeleg",
        says: [],
        list: [
          "Dokument som er lasta opp, er slik dei vart laga. PDF blir vist av nettlesaren sitt eige program.",
          "Det som endrar seg på sida fordi andre gjer noko, blir berre nokre stader lese opp.",
          "Feltet der ein søkjer etter ein person eller part, er ei prøveutgåve i Designsystemet.",
          "Opplysningar som er skrivne på eitt språk, er ikkje merkte med språk når sidene blir viste på eit anna.",
        ],
      },
      {
        title: "Sei frå",
        says: [
          "Møter du noko som ikkje verkar, så sei frå til sekretariatet i helsefellesskapet.",
          "Dette er ikkje den offisielle tilgjengeerklæringa. Den gir verksemda som bruker Saksgang, på uustatus.no. Du kan klage til Tilsynet for universell utforming av ikt, uutilsynet.no.",
        ],
      },
    ],
  },
  en: {
    title: "Accessibility",
    help: "Everybody should be able to use Saksgang. The requirement is WCAG 2.1 at level AA. Here stands what was tested, and what was not.",
    sections: [
      {
        title: "What was tested",
        says: ["By a program (axe-core), in the browser Chromium, which found no breach of WCAG 2.1 AA:"],
        list: [
          "the screens, sign-in and most forms, light and dark, on a wide screen and at 320 pixels (as at 400% zoom)",
          "that nothing has to be read by scrolling sideways at 320 pixels",
          "by keyboard alone: signing in, finding a task, reading a document, taking a position, correcting errors in a form, and registering the parties' decisions in a row",
          "that focus is not lost in these, and that a form does not move when others change the case",
        ],
      },
      {
        title: "What was not tested",
        says: ["A program finds only some of the faults. This remains:"],
        list: [
          "with screen readers (NVDA, JAWS, VoiceOver, TalkBack), voice control and braille displays",
          "by people with disabilities",
          "in Firefox and Safari, and on real phones",
          "the operating system's own colours (high contrast) and one's own text spacing",
          "nynorsk and English on each screen; the pages are the same, with other words",
        ],
      },
      {
        title: "What we know may be difficult",
        says: [],
        list: [
          "Documents that were uploaded are as they were made. PDF is shown by the browser's own program.",
          "What changes on a page because others do something is read aloud only in some places.",
          "The field in which one searches for a person or party is experimental in the design system.",
          "What was written in one language is not marked with it when the pages are shown in another.",
        ],
      },
      {
        title: "Tell us",
        says: [
          "If something does not work for you, tell the secretariat of the health partnership.",
          "This is not the official statement. The organisation that uses Saksgang gives that at uustatus.no. Complaints go to the Authority for Universal Design of ICT, uutilsynet.no.",
        ],
      },
    ],
  },
};
