/** The commands below {@code arenas}: list, check, extract, insert, format. */
@NullMarked
package org.arenavault.cli.arenas;

import org.jspecify.annotations.NullMarked;
