export function Bodies() { return <></>; }
