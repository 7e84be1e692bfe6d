/**
 * What a restore does with increments, and with sealed arenas whose place another one of the same store has
 * (protection 2.3): they are kept beside the venti.conf until the last disc was read, and then placed.
 */
@NullMarked
package org.arenavault.restore.increments;

import org.jspecify.annotations.NullMarked;
