/** The commands below {@code drive}: one drive and the disc in it. */
package org.arenavault.cli.drive;
