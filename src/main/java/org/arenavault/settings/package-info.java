/**
 * What the person who runs the program has chosen for all commands: {@code config.toml}. An option on the command line
 * wins over a set's {@code set.toml}, and that over these. Knows nothing of sets and commands.
 */
@NullMarked
package org.arenavault.settings;

import org.jspecify.annotations.NullMarked;
