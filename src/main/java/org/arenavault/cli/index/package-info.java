/** The commands below {@code index}: build, check. */
@NullMarked
package org.arenavault.cli.index;

import org.jspecify.annotations.NullMarked;
