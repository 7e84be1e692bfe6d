/**
 * What a venti keeps on disk, byte for byte: arena partitions, arenas, clumps and their compression, the
 * clump directory, seals, index sections and buckets, the Bloom filter, {@code venti.conf} and the
 * {@code /index} page.
 *
 * <p>Every structure is a value with one decoder and one encoder side by side; the layouts, names and bounds
 * are those of the on-disk format of plan9port's venti (sections are cited as "venti-format N.N"). Numbers
 * are unsigned and big-endian unless said otherwise; a u32 is held in a {@code long}, a u64 above 2^63 is
 * refused. Offsets are bytes from the start of the partition.
 */
@NullMarked
package org.arenavault.venti.format;

import org.jspecify.annotations.NullMarked;
