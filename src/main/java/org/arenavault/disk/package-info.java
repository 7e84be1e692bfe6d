/**
 * Disks of Plan 9 machines: the tables that tell where their partitions lie, and the FAT file systems that they boot
 * from. Everything is read, nothing written. What a table says is believed only where it fits the disk.
 */
@NullMarked
package org.arenavault.disk;

import org.jspecify.annotations.NullMarked;
