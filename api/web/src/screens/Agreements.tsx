export function Agreements() { return <></>; }
