/** The commands below {@code changer}: what a changer or robot holds and does. */
package org.arenavault.cli.changer;
