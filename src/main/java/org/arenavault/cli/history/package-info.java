/** The commands below {@code history}: dumps of a file system, day by day. */
package org.arenavault.cli.history;
