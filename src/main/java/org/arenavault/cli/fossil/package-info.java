/** The commands below {@code fossil}, here or on another machine. */
package org.arenavault.cli.fossil;
