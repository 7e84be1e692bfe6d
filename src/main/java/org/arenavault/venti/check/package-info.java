/** Whether arenas hold what they should: seals; every clump, its header, its directory entry and its score. */
package org.arenavault.venti.check;
