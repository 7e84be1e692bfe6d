package org.arenavault.mirror;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.arenavault.io.CancelledException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Other places where a block may be had that the source cannot read: its server, the other targets. */
final class AlternateSources {

    private static final System.Logger LOG = System.getLogger(AlternateSources.class.getName());

    private final Map<String, BlockSource> places = new ConcurrentHashMap<>();

    /** There is such a place now. */
    void open(String name, BlockSource place) {
        places.put(name, place);
    }

    /** It is gone. */
    void close(String name) {
        places.remove(name);
    }

    /** The block from any place but the one that needs it. */
    Optional<byte[]> find(String needy, Score score, BlockType type) throws CancelledException {
        for (Map.Entry<String, BlockSource> place : places.entrySet()) {
            if (!place.getKey().equals(needy)) {
                try {
                    Optional<byte[]> block = place.getValue().read(score, type);
                    if (block.isPresent()) {
                        return block;
                    }
                } catch (CancelledException e) {
                    throw e;
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.DEBUG, e::getMessage);
                }
            }
        }
        return Optional.empty();
    }
}
