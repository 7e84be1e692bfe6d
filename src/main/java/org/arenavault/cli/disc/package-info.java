/** The commands below {@code disc}: what the ledger says of discs, and what people say of them. */
@NullMarked
package org.arenavault.cli.disc;

import org.jspecify.annotations.NullMarked;
