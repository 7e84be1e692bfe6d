/**
 * Increments: the new clumps of an active arena as a legal sealed arena of their own, chains of them, and the active
 * arena made anew from a chain. Nothing here knows of discs, sets or ledgers; sections are cited as "protection N.N".
 */
@NullMarked
package org.arenavault.venti.increment;

import org.jspecify.annotations.NullMarked;
