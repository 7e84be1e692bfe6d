/**
 * A venti's own files as a store that takes blocks: what the server behind {@code serve --writable} stands on.
 *
 * <p>New blocks go to the first arena that is not sealed, and are found through a map in memory until they are in the
 * index. What is durable when is as with the real server (venti-format 3.6, 10.2): a sync forces data, directory and
 * tail to disk, in this order; the index follows later, and a tail says that its clumps are indexed only once they are.
 * So the files are those of a venti at any moment, and whoever opens them next, the real server too, enters what is
 * missing in the index.
 */
@NullMarked
package org.arenavault.venti.store;

import org.jspecify.annotations.NullMarked;
