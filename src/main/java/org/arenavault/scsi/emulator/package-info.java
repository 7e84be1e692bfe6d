/**
 * The emulated recorder and changer: units that speak CDBs and sense data, keep their discs in files, and punish every
 * mistake as real ones would. The whole stack above the transport runs on them, in tests and at {@code emu:DIR}.
 *
 * <p>Sections quoted are those of {@code docs/spec/optical-emulator.md}, which is the contract.
 * {@link org.arenavault.scsi.emulator.EmulatedRecorder} is the way in; the product itself sees a
 * {@link org.arenavault.scsi.Transport} only. Within:
 *
 * <ul>
 *   <li>a disc: {@code EmulatedDisc} with its {@code TrackTable}, {@code RecordedBlocks} and {@code Defect}s, kept in a
 *       {@code DiscFolder} ({@code DiscStateText}, {@code DrainMark});
 *   <li>a unit: {@code EmulatedUnit} looks at each command in the order of section 4, {@code EmulatedDrive} adds tray,
 *       buffer and long operations, and one class for each group of commands carries them out;
 *   <li>what goes wrong: {@code FaultPlan} and {@code Quirks}.
 * </ul>
 */
@NullMarked
package org.arenavault.scsi.emulator;

import org.jspecify.annotations.NullMarked;
