package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;

/**
 * Makes the tracks of a group's parity of columns that come one after the other, as the discs of a set do
 * (protection 3.3). Each column is read once; its units are added to what stands in the staging files, some rows at a
 * time, so that memory holds those rows alone. What was added to the files of an interrupted run cannot be told: they
 * are made anew.
 */
public final class ParityColumns {

    private final List<ParityContent> parts;
    private final List<Storage> stagings;
    private final ParityLayout layout;
    private final World world;
    private final Multiples multiples = new Multiples();
    private final ByteBuffer units = ByteBuffer.allocate(ParityRows.ROWS * UnitSums.UNIT);
    private final ByteBuffer parity = ByteBuffer.allocate(UnitSums.UNIT);

    /**
     * Begins.
     *
     * @param parts what is to be made: all of one group
     * @param stagings a file for each of them, of its size and full of zeros
     */
    public ParityColumns(List<ParityContent> parts, List<Storage> stagings, World world) {
        if (parts.isEmpty() || parts.size() != stagings.size()
                || !parts.stream().allMatch(part -> part.group().equals(parts.get(0).group())
                        && part.layout().equals(parts.get(0).layout()))) {
            throw new IllegalArgumentException("parts of a group: %d, files: %d".formatted(parts.size(),
                    stagings.size()));
        }
        this.parts = List.copyOf(parts);
        this.stagings = List.copyOf(stagings);
        this.layout = parts.get(0).layout();
        this.world = world;
    }

    /**
     * Adds a column; each must be added once.
     *
     * @param sources of the layout's members, by number; those of other columns may be missing
     * @param what for the line of progress
     * @throws org.arenavault.io.CorruptException if a unit is right in none of its member's places
     */
    public void add(int column, List<Optional<MemberSource>> sources, String what) throws IOException {
        SourceReading reading = SourceReading.some(layout, sources);
        try (Progress.Stage stage = world.progress().begin(what, (long) layout.height(column) * UnitSums.UNIT)) {
            for (int from = 0; from < layout.height(column);) {
                world.stop().check();
                int to = Math.min(layout.height(column), from + ParityRows.ROWS);
                layout.runs(column, from, to, (row, member, unit, count) -> {
                    reading.read(member, unit, count, units.clear());
                    for (int i = 0; i < count; i++) {
                        add(column, row + i, i, reading.sum(member, unit + i));
                    }
                    stage.add((long) count * UnitSums.UNIT);
                });
                from = to;
            }
        }
    }

    private void add(int column, int row, int index, int sum) throws IOException {
        for (int part = 0; part < parts.size(); part++) {
            ParityContent content = parts.get(part);
            if (content.share().has(row)) {
                writeSum(content, stagings.get(part), content.sumOfData(column, row), sum);
                for (int carried = 0; carried < content.share().carries().size(); carried++) {
                    long at = content.parityAt(carried, row);
                    stagings.get(part).read(at, parity.clear());
                    multiples.add(layout.code().coefficient(content.share().carries().get(carried), column), units,
                            index * UnitSums.UNIT, parity);
                    stagings.get(part).write(at, parity.clear());
                }
            }
        }
    }

    private static void writeSum(ParityContent content, Storage staging, int index, int sum) throws IOException {
        staging.write(content.sumsAt() + (long) index * Integer.BYTES,
                ByteBuffer.allocate(Integer.BYTES).putInt(0, sum));
    }

    /** Ends, once all columns were added; the SHA-256 of each content, in hexadecimal digits. */
    public List<String> finish() throws IOException {
        List<String> digests = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            ParityContent content = parts.get(part);
            Storage staging = stagings.get(part);
            for (int carried = 0; carried < content.share().carries().size(); carried++) {
                for (int row = content.share().first(); row <= content.share().last(); row++) {
                    world.stop().check();
                    staging.read(content.parityAt(carried, row), parity.clear());
                    writeSum(content, staging, content.sumOfParity(carried, row), UnitSums.sum(parity.flip()));
                }
            }
            digests.add(ContentEnd.write(content, staging, world.stop()));
        }
        return digests;
    }
}
