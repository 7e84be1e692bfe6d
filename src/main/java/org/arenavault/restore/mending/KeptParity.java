package org.arenavault.restore.mending;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import org.arenavault.io.Digests;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Medium;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.media.Skim;
import org.arenavault.media.TrackReader;
import org.arenavault.parity.ParityContent;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.venti.format.Score;

/**
 * A parity track in a file beside the venti.conf: where several discs are needed at once, all but the last are copied.
 * What could not be read is not there.
 */
final class KeptParity implements Closeable {

    private final Path conf;
    private final ArenaRecord record;
    private final Salvage salvage;
    private final BitSet lost;

    private KeptParity(Path conf, ArenaRecord record, Salvage salvage, BitSet lost) {
        this.conf = conf;
        this.record = record;
        this.salvage = salvage;
        this.lost = lost;
    }

    /** Copies a track of the disc in the drive; what a run before has copied is not read again. */
    static KeptParity read(Medium medium, ParityOnDisc track, Path conf, String where, World world)
            throws IOException {
        ParityContent content = track.content();
        ArenaRecord record = new ArenaRecord("parity", content.size(), 0, "", 0, key(content), false);
        Salvage salvage = Salvage.open(conf, record, world);
        try {
            BitSet missing = salvage.lost();
            if (!missing.isEmpty()) {
                try (TrackReader reader = medium.skim(track.track());
                        Progress.Stage stage = world.progress().begin("copying parity of " + where,
                                (long) missing.cardinality() * UnitSums.UNIT)) {
                    // what is passed over counts as lost
                    BitSet unused = Skim.read(reader, content.size(), missing, salvage::put, stage, world.stop());
                } finally {
                    salvage.keep();
                }
            }
            return new KeptParity(conf, record, salvage, salvage.lost());
        } catch (IOException | RuntimeException | Error e) {
            salvage.close();
            throw e;
        }
    }

    /** A group's parity in these rows has the same bytes, wherever they stand. */
    private static Score key(ParityContent content) {
        String text = "%s %s %d %d".formatted(content.group(), content.share().carries(), content.share().first(),
                content.share().last());
        return Score.of(Digests.sha1().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The track, as far as it is there; lent. */
    Storage contents() throws IOException {
        return without(salvage.contents(), lost);
    }

    /** The bytes of a file but for these units, which cannot be read. */
    static Storage without(Storage file, BitSet lost) {
        return new ReadOnlyStorage() {

            @Override
            public String name() {
                return file.name();
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void read(long position, ByteBuffer target) throws IOException {
                if (target.hasRemaining() && position >= 0 && position <= size() - target.remaining()) {
                    int end = (int) UnitSums.unitsOf(position + target.remaining());
                    int hole = lost.nextSetBit((int) (position / UnitSums.UNIT));
                    if (hole >= 0 && hole < end) {
                        throw new MediumFaultException("%s: 64 KiB at byte %d could not be read".formatted(name(),
                                (long) hole * UnitSums.UNIT));
                    }
                }
                file.read(position, target);
            }

            @Override
            public void close() {
                // lent
            }
        };
    }

    /** Takes the file away. */
    void remove() throws IOException {
        salvage.close();
        Salvage.remove(conf, record.digest());
    }

    @Override
    public void close() throws IOException {
        salvage.close();
    }
}
