/** The commands below {@code index}: build, check. */
package org.arenavault.cli.index;
