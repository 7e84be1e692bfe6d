/** The commands below {@code score}: root scores and where they are kept. */
@NullMarked
package org.arenavault.cli.score;

import org.jspecify.annotations.NullMarked;
