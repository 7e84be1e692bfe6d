/** The commands below {@code changer}: what a changer or robot holds and does. */
@NullMarked
package org.arenavault.cli.changer;

import org.jspecify.annotations.NullMarked;
