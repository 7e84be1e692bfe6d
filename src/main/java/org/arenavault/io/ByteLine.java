package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A line to a device that talks in single bytes, such as a serial one. One thread at a time talks over it; an interrupt
 * ends none of its calls. A line that was closed is gone, and may be closed again. {@code ByteLineContractTest} holds
 * every implementation to this.
 */
public interface ByteLine extends Closeable {

    /** What messages call it. */
    String name();

    /**
     * Sends bytes.
     *
     * @throws OperatorNeededException if the line is gone
     */
    void write(byte[] bytes) throws IOException;

    /**
     * Takes what has come, and waits if nothing has.
     *
     * @param into filled from its beginning
     * @param patience how long to wait for the first byte; a line may wait a tenth of a second longer
     * @return how many bytes came; 0 if none did in time
     * @throws OperatorNeededException if the line is gone
     */
    int read(byte[] into, Duration patience) throws IOException;
}
