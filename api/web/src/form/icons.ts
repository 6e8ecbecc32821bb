export { default as Check } from "../../node_modules/@navikt/aksel-icons/dist/react/esm/Checkmark.js";
export { default as Plus } from "../../node_modules/@navikt/aksel-icons/dist/react/esm/Plus.js";
export { default as Trash } from "../../node_modules/@navikt/aksel-icons/dist/react/esm/Trash.js";
export { default as Upload } from "../../node_modules/@navikt/aksel-icons/dist/react/esm/Upload.js";
