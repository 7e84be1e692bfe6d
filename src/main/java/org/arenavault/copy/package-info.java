/**
 * Copies of devices and files that take days: in the background, with pause and resume across reboots and re-plugged
 * disks, with the digest of every extent, read back before anybody calls them good (history 2).
 *
 * <pre>
 * copies/7/copy.json   what is copied where, how far it is durable, what was bad; replaced as one step
 *          digests     SHA-256 of each 64 MiB of the range, 32 bytes an extent
 *          progress    where the worker is right now; advisory
 *          request     "pause" or "cancel", from whoever asks
 *          lock        held by the worker as long as it lives
 *          log         what the worker said
 * </pre>
 *
 * <p>The order of a checkpoint is: the destination forced to disk, the digests forced, then {@code copy.json}
 * replaced. Whatever is lost by a crash is work since the last one; {@code copy.json} never claims more than is there.
 */
@NullMarked
package org.arenavault.copy;

import org.jspecify.annotations.NullMarked;
