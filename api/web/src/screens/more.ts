// The screens of the second load, and the derived form with them.
export { AddDocument } from "../parts/AddDocument.tsx";
export { Accessibility } from "./Accessibility.tsx";
export { Administration } from "./Administration.tsx";
export { Agreement } from "./Agreement.tsx";
export { Agreements } from "./Agreements.tsx";
export { Bodies } from "./Bodies.tsx";
export { ChoosePassword } from "./ChoosePassword.tsx";
export { Body } from "./Body.tsx";
export { CaseCommand } from "./CaseCommand.tsx";
export { Funds } from "./Funds.tsx";
export { History } from "./History.tsx";
export { NewCase } from "./NewCase.tsx";
export { OpenRound } from "./OpenRound.tsx";
export { Parties } from "./Parties.tsx";
export { Person } from "./Person.tsx";
export { RegisterCommand } from "./RegisterCommand.tsx";
export { Settings } from "./Settings.tsx";
