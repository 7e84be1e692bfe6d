/**
 * Where arenas go, and how they get there.
 *
 * <p>An arena goes where it came from, if ledger or label know that; else behind the others, in the order of
 * arrival. Its seal is summed on the way, and what would make its place an arena (head, first block of data, tail) is
 * written only once the seal holds: a place is at any moment what it was before, or the whole arena. Where an arena
 * stands is one type from the search for its place to the end of its copy:
 * {@link org.arenavault.restore.placing.Placement}.
 *
 * <p>Partitions that a restore has made carry a mark in their blank area: a later restore may put further arenas into
 * them, at places that no line of the table claims. All other partitions take an arena only into the slot of its name
 * and size, unless it is said that arenas may be added. While a restore is under way a journal beside the venti.conf
 * knows what lies where; the tables are derived from it, so that a torn table never loses an arena. A single arena from
 * a file goes into a partition by the same rules, without a journal, since its line of the table is written last.
 */
@NullMarked
package org.arenavault.restore.placing;

import org.jspecify.annotations.NullMarked;
