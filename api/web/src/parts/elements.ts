// What the design system does beside React, of the components that the first load has.

import "@digdir/designsystemet-web/details";
import "@digdir/designsystemet-web/dialog";
import "@digdir/designsystemet-web/ds-field";
import "@digdir/designsystemet-web/fieldset";
import "@digdir/designsystemet-web/focusgroup";
import "@digdir/designsystemet-web/readonly";
import "@digdir/designsystemet-web/toggle-group";
