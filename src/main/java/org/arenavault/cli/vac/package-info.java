/** The commands below {@code vac}: archives, read from a venti, its partitions or discs. */
package org.arenavault.cli.vac;
