/** The commands below {@code drive}: one drive and the disc in it. */
@NullMarked
package org.arenavault.cli.drive;

import org.jspecify.annotations.NullMarked;
