/**
 * A fossil, the file system that archives into a venti: its partition, read and reset without fossil itself, and its
 * console ("replication N" in comments cites the specification of both by section).
 *
 * <pre>
 * 127 KiB  configuration, text
 * 128 KiB  header
 * super    super block: epochs, the root of the live tree, the last root archived
 * label    a label of 14 bytes for every block of data
 * data     blocks of data, up to end
 * </pre>
 *
 * <p>Numbers are unsigned and big-endian. A partition that a running fossil has open is only ever read.
 */
@NullMarked
package org.arenavault.fossil;

import org.jspecify.annotations.NullMarked;
