package org.arenavault.venti.net;

import java.io.IOException;

/** What the status pages of a server are made from. Called by several threads at once. */
public interface StatusPages {

    /** The page {@code /index}, as of now. */
    IndexPage index() throws IOException;

    /** The page {@code /storage}, as of now. */
    StoragePage storage() throws IOException;
}
