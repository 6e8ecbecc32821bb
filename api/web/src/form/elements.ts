// What the design system does beside React, of the components that only forms have.

import "@digdir/designsystemet-web/ds-error-summary";
import "@digdir/designsystemet-web/ds-suggestion";
import "@digdir/designsystemet-web/popover";
