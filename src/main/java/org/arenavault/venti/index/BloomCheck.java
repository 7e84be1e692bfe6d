package org.arenavault.venti.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.venti.check.Findings;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.VentiConf;

/**
 * Checks that a Bloom filter has every clump: the filter that there should be is made in memory and compared
 * with the one on disk. Bits of the header count as set (venti-format 7.4). Bits that no clump needs do no harm.
 */
final class BloomCheck implements Closeable {

    private final World world;
    private final int threads;
    private final Findings findings;
    private final Optional<Filters> filters;

    /** The filter on disk, and the one that there should be. */
    private record Filters(BloomFile file, BloomBits expected) implements Closeable {

        @Override
        public void close() throws IOException {
            try (file) {
                expected.close();
            }
        }
    }

    private BloomCheck(World world, int threads, Findings findings, Optional<Filters> filters) {
        this.world = world;
        this.threads = threads;
        this.findings = findings;
        this.filters = filters;
    }

    /** Opens the filter, if there is one. One that is damaged is reported, and not looked at any further. */
    static BloomCheck open(VentiConf conf, World world, int threads, Findings findings) throws IOException {
        Optional<BloomFile> file = openFile(conf, world, findings);
        if (file.isEmpty()) {
            return new BloomCheck(world, threads, findings, Optional.empty());
        }
        try {
            return new BloomCheck(world, threads, findings,
                    Optional.of(new Filters(file.get(), BloomBits.empty(file.get().filter()))));
        } catch (RefusedException e) {
            file.get().close();
            throw e;
        }
    }

    private static Optional<BloomFile> openFile(VentiConf conf, World world, Findings findings) throws IOException {
        try {
            return BloomFile.open(conf, world.disks());
        } catch (CorruptException | UnsupportedVersionException e) {
            findings.problem(Long.MAX_VALUE, e.getMessage());
            return Optional.empty();
        }
    }

    /** Marks what one thread sees in the filter that there should be, before it goes on to {@code next}. */
    ClumpVisitor expecting(ClumpVisitor next) {
        return filters.<ClumpVisitor>map(both -> new MarkingVisitor(both.expected().marker(), next)).orElse(next);
    }

    /** Compares with the filter on disk, once all clumps were seen; names those that it lacks. */
    void compare(List<FilledArena> arenas) throws IOException {
        if (filters.isPresent()) {
            compare(arenas, filters.get().file(), filters.get().expected());
        }
    }

    private void compare(List<FilledArena> arenas, BloomFile file, BloomBits expected) throws IOException {
        expected.complete();
        BloomBits.Difference difference;
        BloomFilter filter = file.filter();
        try (Progress.Stage stage = world.progress().begin("reading the Bloom filter", filter.size())) {
            difference = expected.keepMissing(file.storage(), stage);
        }
        if (difference.extra() > 0) {
            findings.note("%s: %s set that no clump needs, which does no harm"
                    .formatted(file.storage().name(), Count.are(difference.extra(), "bit")));
        }
        if (difference.missing() > 0) {
            DirectorySource.scan(arenas, threads, "looking for what the filter lacks", world.progress(), world.stop(),
                    worker -> new Naming(file, expected));
        }
    }

    /** Names the clumps with a missing bit: not the corrupt ones, nor those that the server is still to enter. */
    private final class Naming implements ClumpVisitor {

        private final BloomFile file;
        private final BloomBits expected;

        Naming(BloomFile file, BloomBits expected) {
            this.file = file;
            this.expected = expected;
        }

        @Override
        public void clump(FilledArena arena, byte[] directory, int info, long address) {
            if (BlockType.isLegalOnDisk(directory[info] & 0xFF) && !arena.isPending(address)
                    && expected.holdsAny(directory, info + ClumpInfo.SCORE_AT)) {
                findings.problem(Long.MAX_VALUE,
                        () -> "%s: lacks %s, the clump of %s at %d, which the server does not find"
                        .formatted(file.storage().name(), PackedEntry.score(directory, info + ClumpInfo.SCORE_AT),
                                arena.arena().where(), address - arena.base()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (filters.isPresent()) {
            filters.get().close();
        }
    }
}
