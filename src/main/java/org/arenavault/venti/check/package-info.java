/** Whether arenas hold what they should: seals; every clump, its header, its directory entry and its score. */
@NullMarked
package org.arenavault.venti.check;

import org.jspecify.annotations.NullMarked;
