/** The commands below {@code fossil}, here or on another machine. */
@NullMarked
package org.arenavault.cli.fossil;

import org.jspecify.annotations.NullMarked;
