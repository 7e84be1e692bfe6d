/** The commands below {@code set}: backup sets, and how they come and go. */
@NullMarked
package org.arenavault.cli.set;

import org.jspecify.annotations.NullMarked;
