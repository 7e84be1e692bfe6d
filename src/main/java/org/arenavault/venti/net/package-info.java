/**
 * A venti over the network: the protocol's messages, a client that never hands out a block it has not checked and
 * loses no block it was given, a server that the stock tools can talk to, and the server's status pages
 * ("venti-protocol N" in comments cites the protocol's specification by section, "venti-format 9" that of the pages).
 *
 * <p>Whatever comes from the other side is hostile: every length has a bound before it is used, every wait an end.
 */
@NullMarked
package org.arenavault.venti.net;

import org.jspecify.annotations.NullMarked;
