/** {@code disks}: what lies on the disks of a Plan 9 machine. */
@NullMarked
package org.arenavault.cli.disks;

import org.jspecify.annotations.NullMarked;
