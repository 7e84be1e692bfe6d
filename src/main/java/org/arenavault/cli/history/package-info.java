/** The commands below {@code history}: dumps of a file system, day by day. */
@NullMarked
package org.arenavault.cli.history;

import org.jspecify.annotations.NullMarked;
