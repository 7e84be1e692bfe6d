package org.arenavault.backup;

import java.io.IOException;
import java.util.OptionalInt;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.ContentName;
import org.arenavault.media.ContentSum;

/**
 * A content in a track of another disc.
 *
 * @param where the track, for people
 * @param reader its bytes; open as long as the candidate is in use
 * @param expected what its label says, or what the arena itself says where there is no label
 */
record DiscCopy(String where, Storage reader, Content expected, World world) implements ContentToRecord {

    @Override
    public ContentName id() {
        return expected.id();
    }

    @Override
    public long size() {
        return expected.size();
    }

    @Override
    public OptionalInt blockSize() {
        return expected.arena().stream().mapToInt(ArenaRecord::blockSize).findFirst();
    }

    @Override
    public boolean beginsDiscs() {
        return true;
    }

    @Override
    public Storage contents() throws IOException {
        return reader.slice(0, expected.size());
    }

    @Override
    public ReadyContent sum() throws IOException {
        Storage contents = contents();
        String sum;
        try (Progress.Stage stage = world.progress().begin("reading " + where, expected.size())) {
            sum = ContentSum.compute(expected, contents, stage, world.stop());
        }
        if (!sum.equals(expected.sum())) {
            throw new CorruptException("%s: %s reads as %s, it should be %s".formatted(where, expected.name(), sum,
                    expected.sum()));
        }
        return new ReadyContent(expected, "", contents);
    }
}
