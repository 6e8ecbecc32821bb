// Each from a file of its own, so that it comes with the load that it is used in.
export { default as ArrowLeft } from "../node_modules/@navikt/aksel-icons/dist/react/esm/ArrowLeft.js";
export { default as ArrowDown } from "../node_modules/@navikt/aksel-icons/dist/react/esm/ArrowDown.js";
export { default as ArrowUp } from "../node_modules/@navikt/aksel-icons/dist/react/esm/ArrowUp.js";
export { default as File } from "../node_modules/@navikt/aksel-icons/dist/react/esm/FileText.js";
export { default as Menu } from "../node_modules/@navikt/aksel-icons/dist/react/esm/MenuHamburger.js";
export { default as Printer } from "../node_modules/@navikt/aksel-icons/dist/react/esm/PrinterSmall.js";
