/**
 * The history of a dump: one tree of files a day, moved to another place with everything that makes it a history -
 * which file is the same as which (its qid path), which version (its qid version), who changed it last - and the proof
 * that it was ("history N" in comments cites the specification by section).
 *
 * <p>The target is what a fossil would have archived: one root a day in a venti, with {@code /active} and all days in
 * {@code /archive/YYYY/MMDD[.n]}. A day is built, never edited: a tree of blocks, its root, a sync, then one line in
 * a journal. What a crash can lose is the day that was being built, and doing it again gives the same scores.
 */
@NullMarked
package org.arenavault.history;

import org.jspecify.annotations.NullMarked;
