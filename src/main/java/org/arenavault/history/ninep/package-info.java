/**
 * What is needed of 9P2000 to read the dump of a file server: attach, walk, stat, open, read, clunk (intro(5) of
 * Plan 9; history 4). Numbers are little-endian. Only servers that let somebody attach without authentication, or a
 * local proxy that authenticates.
 */
@NullMarked
package org.arenavault.history.ninep;

import org.jspecify.annotations.NullMarked;
