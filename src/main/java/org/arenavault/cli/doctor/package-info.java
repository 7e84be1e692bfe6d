/** The look at the machine: what works here, what does not, and the command that mends it. */
@NullMarked
package org.arenavault.cli.doctor;

import org.jspecify.annotations.NullMarked;
