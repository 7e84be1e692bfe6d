/**
 * An optical drive: what disc is in it, how far it is recorded, and how tracks get onto it and back. An
 * {@link org.arenavault.optical.OpticalDrive} stands on a {@link org.arenavault.scsi.Transport} and speaks MMC-6;
 * nothing here knows what the tracks carry.
 *
 * <p>Three rules hold everywhere. What a drive answers is looked up in one table ({@code SenseTable}), by what is
 * being done. A WRITE whose outcome is not known is never sent again: the track information tells what became of
 * it. Nothing is written where the drive and the arithmetic of the tracks before do not agree.
 *
 * <p>Addresses and lengths count blocks of 2048 bytes; a kB is 1000 bytes. Sections quoted are those of
 * {@code docs/spec/optical.md} unless another file is named.
 */
@NullMarked
package org.arenavault.optical;

import org.jspecify.annotations.NullMarked;
