/**
 * Speaking to SCSI units: the {@link org.arenavault.scsi.Transport} every way to one keeps, the command
 * descriptor blocks ({@link org.arenavault.scsi.Cdb}, {@link org.arenavault.scsi.ChangerCdb}), sense data, and one
 * record for each structure that travels. A record stands for both ends: {@code decode} is the host's view,
 * {@code encode} what the unit (here the emulated one) sends, or the other way round for parameter lists.
 *
 * <p>All integers on the wire are big-endian. {@code b2[3:0]} means byte 2, bits 3 to 0. A block is 2048 bytes.
 * Sections quoted are those of {@code docs/spec/optical.md} unless another file is named; behind them stand SPC-4,
 * SBC-3, MMC-6 and SMC-3.
 *
 * <p>Every decoder takes the bytes that were transferred and trusts neither their number nor the length the answer
 * gives for itself: the smaller holds (rule T4 of 1.1). A field that was not sent reads as zero; an answer too short
 * to mean anything is a {@link org.arenavault.io.CorruptException}.
 */
@NullMarked
package org.arenavault.scsi;

import org.jspecify.annotations.NullMarked;
