/** The commands below {@code arenas}: list, check, extract, insert, format. */
package org.arenavault.cli.arenas;
