/**
 * SCSI units attached to another host, through libiscsi (1.4 of the specification). The library is loaded when a device
 * {@code iscsi://...} is opened, and never before.
 */
@NullMarked
package org.arenavault.scsi.iscsi;

import org.jspecify.annotations.NullMarked;
