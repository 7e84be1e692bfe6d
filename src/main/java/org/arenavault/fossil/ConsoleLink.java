package org.arenavault.fossil;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A way to a fossil's console: bytes both ways. Closing it ends what was started for it, never the fossil. */
public interface ConsoleLink extends Closeable {

    /** What messages call it. */
    String name();

    /** What the console prints; a read waits for it, and ends when the link is closed. */
    InputStream input() throws IOException;

    /** What is typed. */
    OutputStream output() throws IOException;
}
