/**
 * SCSI units attached to this machine, through Linux' SG_IO (1.2 of the specification). Nothing native is loaded before
 * a device node is opened; what units there are is read from {@code /sys}.
 */
@NullMarked
package org.arenavault.scsi.sgio;

import org.jspecify.annotations.NullMarked;
