/** What the commands have in common: the session that they run in, options above and beside them, exit codes. */
@NullMarked
package org.arenavault.cli.common;

import org.jspecify.annotations.NullMarked;
