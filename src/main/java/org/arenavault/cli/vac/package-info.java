/** The commands below {@code vac}: archives, read from a venti, its partitions or discs. */
@NullMarked
package org.arenavault.cli.vac;

import org.jspecify.annotations.NullMarked;
