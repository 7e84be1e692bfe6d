/**
 * The index of a venti: built from the directories of its arenas, checked against them, and used to find blocks
 * (venti-format 6, 7, 10).
 *
 * <p>The index is derived data. Building it never reads a clump and never writes to an arena: one pass over the
 * directories scatters packed entries by ranges of buckets, into the space that those buckets will take or into
 * a folder; then each range is read, sorted and written as the buckets it has come to. The heap that this takes
 * does not depend on the size of the index.
 *
 * <p><b>State on disk.</b> Before the first byte of an old index is overwritten, and before the first of a new
 * one is written, every section gets the map of the index under a title that no venti accepts, section 0 first;
 * the Bloom filter gets a magic that no venti accepts. Buckets, then the filter's bits, are forced to disk; the
 * filter's header follows, then the maps under their proper title, section 0 last. The stock server reads the
 * map of section 0 alone, so that it refuses to start ("bad index magic") at every moment in between. A
 * build that was killed is recognised by the next one, which begins anew and keeps the addresses of the map.
 *
 * <p><b>What goes in.</b> All clumps that the memory statistics of an arena's tail vouch for, of active, full and
 * unsummed arenas too. The disk statistics stay as they are: a server that starts enters the clumps between
 * disk and memory statistics once more, which replaces an entry by its like, and only then says that they
 * are indexed. Of several clumps of one score and type the one with the highest address goes in, as the server
 * itself would have it; the stock {@code checkindex} calls every other entry spurious. Clumps of a corrupt type
 * are left out of the buckets, but their scores are marked in the filter: {@code checkindex} misses them else,
 * and the server marks them itself. (All of this was tried with plan9port's tools.)
 */
@NullMarked
package org.arenavault.venti.index;

import org.jspecify.annotations.NullMarked;
