/** The commands below {@code disc}: what the ledger says of discs, and what people say of them. */
package org.arenavault.cli.disc;
