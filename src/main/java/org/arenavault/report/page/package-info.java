/** Pages to look at and to print: self-contained HTML and SVG that need no network and no script. */
@NullMarked
package org.arenavault.report.page;

import org.jspecify.annotations.NullMarked;
