export function Settings() { return <></>; }
