/** The commands below {@code device-copy}, and the workers that they start. */
@NullMarked
package org.arenavault.cli.devicecopy;

import org.jspecify.annotations.NullMarked;
