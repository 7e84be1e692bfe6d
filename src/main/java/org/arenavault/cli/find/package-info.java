/** The command {@code find}: where a thing is. */
@NullMarked
package org.arenavault.cli.find;

import org.jspecify.annotations.NullMarked;
