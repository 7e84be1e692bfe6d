package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.Meanwhile;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;

/**
 * Makes the content of a parity track of the members' bytes, in a staging file. The sources are read once, at k places
 * in turn, up to 256 KiB at each; what comes of these rows goes to its place in the file, so that memory holds some
 * rows of parity and the sums (4 bytes a unit), however long the columns are.
 */
public final class ParityMaking {

    private final World world;
    private final int threads;

    /** With so many threads, each of which has its own rows. */
    public ParityMaking(World world, int threads) {
        this.world = world;
        this.threads = threads;
    }

    /**
     * Makes a content.
     *
     * @param content what is to be made
     * @param sources of the layout's members, in their order
     * @param staging gets the content from its first byte on; it is forced
     * @param what for the line of progress
     * @return the SHA-256 of the content, in hexadecimal digits
     * @throws org.arenavault.io.CorruptException if a unit is right in none of its member's places; nothing of the
     *         staging file is of use then
     */
    public String make(ParityContent content, List<MemberSource> sources, Storage staging, String what)
            throws IOException {
        SourceReading reading = SourceReading.all(content.layout(), sources);
        int[] sums = new int[content.sums()];
        try (Progress.Stage stage = world.progress().begin(what, content.layout().units() * UnitSums.UNIT)) {
            Team team = new Team(content, reading, staging, sums, stage);
            team.run();
        }
        writeSums(content, sums, staging);
        return ContentEnd.write(content, staging, world.stop());
    }

    private static void writeSums(ParityContent content, int[] sums, Storage staging) throws IOException {
        ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);
        for (int i = 0; i < content.sumsUnits(); i++) {
            int from = i * ParityContent.SUMS_PER_UNIT;
            int count = Math.min(ParityContent.SUMS_PER_UNIT, sums.length - from);
            unit.clear().asIntBuffer().put(sums, from, count);
            Zeros.fill(unit, count * Integer.BYTES, UnitSums.UNIT);
            staging.write(content.sumsAt() + (long) i * UnitSums.UNIT, unit);
        }
    }

    /** The threads: each takes the next rows that nobody has taken. */
    private final class Team {

        private final ParityContent content;
        private final SourceReading reading;
        private final Storage staging;
        private final int[] sums;
        private final Progress.Stage stage;
        private final AtomicInteger next;
        private final AtomicBoolean failed = new AtomicBoolean();

        Team(ParityContent content, SourceReading reading, Storage staging, int[] sums, Progress.Stage stage) {
            this.content = content;
            this.reading = reading;
            this.staging = staging;
            this.sums = sums;
            this.stage = stage;
            this.next = new AtomicInteger(content.share().first());
        }

        void run() throws IOException {
            List<Meanwhile<Void>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(Meanwhile.begin("parity", this::work));
            }
            try {
                for (Meanwhile<Void> worker : workers) {
                    worker.get();
                }
            } finally {
                failed.set(true);
                workers.forEach(Meanwhile::await);
            }
        }

        private Void work() throws IOException {
            ParityRows rows = new ParityRows(content.layout().code());
            ByteBuffer units = ByteBuffer.allocate(ParityRows.ROWS * UnitSums.UNIT);
            int end = content.share().last() + 1;
            try {
                for (int from = next.getAndAdd(ParityRows.ROWS); from < end && !failed.get();
                        from = next.getAndAdd(ParityRows.ROWS)) {
                    world.stop().check();
                    make(rows, units, from, Math.min(end, from + ParityRows.ROWS));
                }
            } finally {
                // a worker that ends early has failed; one that ends late finds nothing left
                failed.compareAndSet(false, next.get() < end);
            }
            return null;
        }

        private void make(ParityRows rows, ByteBuffer units, int from, int to) throws IOException {
            rows.clear();
            for (int column = 0; column < content.layout().dataColumns(); column++) {
                add(rows, column, units, from, to);
            }
            List<Integer> carries = content.share().carries();
            for (int index = 0; index < carries.size(); index++) {
                units.clear();
                for (int row = from; row < to; row++) {
                    rows.get(carries.get(index), row - from, units);
                }
                units.flip();
                for (int row = from; row < to; row++) {
                    sums[content.sumOfParity(index, row)] =
                            UnitSums.sum(units.slice((row - from) * UnitSums.UNIT, UnitSums.UNIT));
                }
                staging.write(content.parityAt(index, from), units);
            }
        }

        private void add(ParityRows rows, int column, ByteBuffer units, int from, int to) throws IOException {
            content.layout().runs(column, from, to, (row, member, unit, count) -> {
                reading.read(member, unit, count, units.clear());
                for (int i = 0; i < count; i++) {
                    rows.add(column, units, i * UnitSums.UNIT, row + i - from);
                    sums[content.sumOfData(column, row + i)] = reading.sum(member, unit + i);
                }
                stage.add((long) count * UnitSums.UNIT);
            });
        }
    }
}
