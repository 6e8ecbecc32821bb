export function History() { return <></>; }
