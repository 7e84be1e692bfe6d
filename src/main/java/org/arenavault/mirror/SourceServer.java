package org.arenavault.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.World;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;

/** The server of the source, which may hold blocks that are not in its partitions yet (venti-protocol 7). */
final class SourceServer implements Closeable {

    private final Optional<VentiClient> client;

    private SourceServer(Optional<VentiClient> client) {
        this.client = client;
    }

    /**
     * Asks the server, if there is one, to write what it holds in memory.
     *
     * @param notes told if it does not
     */
    static SourceServer flushed(MirrorOptions options, ClientOptions patience, World world, List<String> notes)
            throws CancelledException {
        if (options.sourceServer().isEmpty()) {
            return new SourceServer(Optional.empty());
        }
        try {
            VentiClient client = VentiClient.connect(options.sourceServer().get(), patience, world);
            try {
                client.sync();
                return new SourceServer(Optional.of(client));
            } catch (IOException | RuntimeException | Error e) {
                client.close();
                throw e;
            }
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            notes.add("the source's server was not asked to write what it holds in memory; what is mirrored is what "
                    + "lies in the partitions: " + e.getMessage());
            return new SourceServer(Optional.empty());
        }
    }

    /** Blocks that the partitions hold damaged may be in its memory. */
    void offerTo(AlternateSources alternates) {
        client.ifPresent(server -> alternates.open("the source's server", server));
    }

    @Override
    public void close() {
        client.ifPresent(VentiClient::close);
    }
}
