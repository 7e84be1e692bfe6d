/**
 * Live venti to live ventis (replication 5): the clumps of local arena partitions, sealed arenas and the active one,
 * flow to any number of servers, each of which has a cursor of its own.
 *
 * <p>A cursor moves only once the server has made everything before it durable. Whatever dies at whatever moment, a
 * later run repeats at most one batch, and repeating is harmless: a venti keeps a block once. So blocks flow both ways
 * between two ventis without a loop, too.
 */
@NullMarked
package org.arenavault.mirror;

import org.jspecify.annotations.NullMarked;
