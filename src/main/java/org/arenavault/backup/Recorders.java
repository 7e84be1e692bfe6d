package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Closing;

/**
 * The recorders that work for a set at the same time.
 *
 * @param discs what each of them can be given
 */
public record Recorders(List<DiscSource> discs) implements Closeable {

    @Override
    public void close() throws IOException {
        Closing.all(discs);
    }
}
