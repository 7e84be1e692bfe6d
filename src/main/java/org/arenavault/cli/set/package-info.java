/** The commands below {@code set}: backup sets, and how they come and go. */
package org.arenavault.cli.set;
