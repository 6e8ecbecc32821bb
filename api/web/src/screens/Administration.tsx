export function Administration() { return <></>; }
