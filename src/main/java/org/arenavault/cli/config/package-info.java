/** The commands below {@code config}: what the person who runs the program has chosen for all commands. */
@NullMarked
package org.arenavault.cli.config;

import org.jspecify.annotations.NullMarked;
