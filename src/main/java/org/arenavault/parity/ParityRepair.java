package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.jspecify.annotations.Nullable;

/**
 * Finds lost units of members again. Rows that lack something are taken from the first to the last, some at a time, of
 * data and of parity one column after the other, so that a disc is read forward in long pieces and memory holds those
 * rows alone. No more parity is read than a row needs. What is found is compared with its sum
 * before it is given away. A row that lacks more than there is parity stays as it is.
 *
 * <p>Units whose sums are lost count as lost themselves where there is parity enough, else as right: the member's
 * digest has the last word.
 */
public final class ParityRepair {

    /** Bytes of parity that are in memory at once. */
    private static final int MEMORY = 32 << 20;
    /** Units that are read at one go. */
    private static final int AT_ONCE = 16;

    private final ParityGroup group;
    private final ParityLayout layout;
    private final List<MemberReading> members;
    private final BitSet wanted;
    private final RepairTarget target;
    private final World world;
    private final List<BitSet> missing = new ArrayList<>();
    private final long[] repaired;

    private final ParityRows parity;
    private final ByteBuffer units = ByteBuffer.allocate(AT_ONCE * UnitSums.UNIT);
    private final ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);
    private final ByteBuffer found;
    private final RowLosses[] rows;
    private int first;

    private ParityRepair(ParityGroup group, List<MemberReading> members, BitSet wanted, RepairTarget target,
            World world) {
        this.group = group;
        this.layout = group.layout();
        this.members = List.copyOf(members);
        this.wanted = wanted;
        this.target = target;
        this.world = world;
        this.repaired = new long[members.size()];
        this.rows = new RowLosses[Math.min(layout.rows(), MEMORY / (layout.parityColumns() * UnitSums.UNIT))];
        this.parity = new ParityRows(layout.code(), rows.length);
        this.found = ByteBuffer.allocate(layout.parityColumns() * UnitSums.UNIT);
        members.forEach(member -> missing.add(new BitSet()));
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new RowLosses(layout.dataColumns());
        }
    }

    /**
     * Repairs.
     *
     * @param group the parity that is there
     * @param members what is left of each member of its layout
     * @param wanted which members' units are to be found
     * @param target takes them
     * @param what for the line of progress
     * @throws IOException if the target fails, or the operator asked to stop; members and parity that cannot be read
     *         count as lost
     */
    public static RepairReport repair(ParityGroup group, List<MemberReading> members, BitSet wanted,
            RepairTarget target, String what, World world) throws IOException {
        if (members.size() != group.layout().members().size()) {
            throw new IllegalArgumentException("%d of %d members".formatted(members.size(),
                    group.layout().members().size()));
        }
        return new ParityRepair(group, members, wanted, target, world).run(what);
    }

    private RepairReport run(String what) throws IOException {
        ParityOutlook outlook = group.outlook(members);
        BitSet needed = needed(outlook);
        try (Progress.Stage stage = world.progress().begin(what,
                (long) needed.cardinality() * layout.dataColumns() * UnitSums.UNIT)) {
            for (int from = needed.nextSetBit(0); from >= 0;) {
                int to = Math.min(needed.nextClearBit(from), from + rows.length);
                work(from, to, outlook.lost(), stage);
                from = needed.nextSetBit(to);
            }
        }
        List<RepairReport.Member> result = new ArrayList<>();
        long all = 0;
        for (int member = wanted.nextSetBit(0); member >= 0; member = wanted.nextSetBit(member + 1)) {
            result.add(new RepairReport.Member(member, result(member), repaired[member], missing.get(member)));
            all += repaired[member];
        }
        return new RepairReport(result, all);
    }

    private RepairReport.Result result(int member) throws IOException {
        if (!missing.get(member).isEmpty()) {
            return RepairReport.Result.INCOMPLETE;
        }
        if (repaired[member] == 0) {
            return RepairReport.Result.UNTOUCHED;
        }
        return target.isWhole(member) ? RepairReport.Result.REPAIRED : RepairReport.Result.WRONG;
    }

    /** The rows in which a wanted member lacks a unit that can be found; others are missing from the first. */
    private BitSet needed(ParityOutlook outlook) throws IOException {
        BitSet needed = new BitSet();
        layout.eachLost(outlook.lost(), (row, member, lost) -> {
            if (wanted.get(member)) {
                if (outlook.hopeless().get(member).get(lost)) {
                    missing.get(member).set(lost);
                } else {
                    needed.set(row);
                }
            }
        });
        return needed;
    }

    private void work(int from, int to, List<BitSet> lost, Progress.Stage stage) throws IOException {
        first = from;
        parity.clear();
        for (int row = from; row < to; row++) {
            rows[row - from].clear();
        }
        for (int column = 0; column < layout.dataColumns(); column++) {
            world.stop().check();
            int of = column;
            layout.runs(column, from, to, (row, member, begin, count) -> {
                for (int done = 0; done < count; done += AT_ONCE) {
                    takeRun(of, row + done, member, begin + done, Math.min(AT_ONCE, count - done), lost.get(member));
                }
            });
            stage.add((long) (to - from) * UnitSums.UNIT);
        }
        for (int j = 0; j < layout.parityColumns(); j++) {
            for (int row = from; row < to; row++) {
                takeParity(j, row);
            }
        }
        for (int row = from; row < to; row++) {
            solve(rows[row - from], row);
        }
    }

    private void takeRun(int column, int row, int member, int begin, int count, BitSet lost) throws IOException {
        int there = readRun(member, begin, count, lost);
        for (int i = 0; i < count; i++) {
            take(column, row + i, member, begin + i, (there >>> i & 1) != 0 ? units : null, i);
        }
    }

    /** Reads a unit of parity, if its row needs it. */
    private void takeParity(int j, int row) throws IOException {
        RowLosses losses = rows[row - first];
        if (losses.lacksParity()) {
            world.stop().check();
            Trust trust = group.read(j, row, unit);
            if (trust == Trust.RIGHT) {
                parity.addParity(j, unit, row - first);
            }
            losses.readable().set(j, trust == Trust.RIGHT);
            losses.doubtful().set(j, trust == Trust.UNPROVED);
        }
    }

    /** Reads units into the buffer; bit i of the result tells whether unit i is there. */
    private int readRun(int member, int begin, int count, BitSet lost) throws IOException {
        Optional<Storage> storage = members.get(member).storage();
        if (storage.isEmpty()) {
            return 0;
        }
        ParityMember whole = layout.members().get(member);
        if (lost.get(begin, begin + count).isEmpty() && readAtOnce(storage.get(), whole, begin, count)) {
            return (1 << count) - 1;
        }
        int there = 0;
        for (int i = 0; i < count; i++) {
            if (!lost.get(begin + i) && ParityGroup.read(storage.get(), whole, begin + i, unit)) {
                units.clear().position(i * UnitSums.UNIT).put(unit);
                there |= 1 << i;
            }
        }
        return there;
    }

    private boolean readAtOnce(Storage storage, ParityMember whole, int begin, int count) throws IOException {
        int bytes = (count - 1) * UnitSums.UNIT + whole.unitBytes(begin + count - 1);
        try {
            storage.read((long) begin * UnitSums.UNIT, units.clear().limit(bytes));
        } catch (UnusableBytesException e) {
            return false;
        }
        units.clear();
        Zeros.fill(units, bytes, count * UnitSums.UNIT);
        return true;
    }

    private void take(int column, int row, int member, int number, @Nullable ByteBuffer read, int index) {
        RowLosses losses = rows[row - first];
        losses.stands(column, member, number);
        if (read == null) {
            losses.lost().set(column);
            return;
        }
        switch (group.trust(column, row, read.slice(index * UnitSums.UNIT, UnitSums.UNIT))) {
            case RIGHT -> parity.add(column, read, index * UnitSums.UNIT, row - first);
            case UNPROVED -> losses.unproved().set(column);
            case LOST -> losses.lost().set(column);
        }
    }

    private void solve(RowLosses losses, int row) throws IOException {
        BitSet gone = losses.gone();
        if (losses.lacksParity()) {
            trustUnproved(losses, row);
            gone = losses.lost();
        }
        Optional<ParitySolution> solution = layout.code().solve(gone.stream().toArray(),
                losses.readable().stream().toArray());
        if (solution.isPresent()) {
            parity.solve(solution.get(), row - first, found.clear());
            if (allRight(gone, row)) {
                give(losses, gone);
                return;
            }
        }
        losses.lost().stream().filter(column -> wanted.get(losses.member(column)))
                .forEach(column -> missing.get(losses.member(column)).set(losses.unit(column)));
    }

    /** There is not parity enough to do without what nothing proves. What is proved is used before what is not. */
    private void trustUnproved(RowLosses losses, int row) throws IOException {
        for (int column = losses.unproved().nextSetBit(0); column >= 0;
                column = losses.unproved().nextSetBit(column + 1)) {
            int member = losses.member(column);
            Optional<Storage> storage = members.get(member).storage();
            if (storage.isPresent() && ParityGroup.read(storage.get(), layout.members().get(member),
                    losses.unit(column), unit)) {
                parity.add(column, unit, 0, row - first);
            } else {
                losses.lost().set(column);
            }
        }
        for (int j = losses.doubtful().nextSetBit(0); j >= 0; j = losses.doubtful().nextSetBit(j + 1)) {
            if (group.read(j, row, unit) != Trust.LOST) {
                parity.addParity(j, unit, row - first);
                losses.readable().set(j);
            }
        }
    }

    private boolean allRight(BitSet gone, int row) {
        int index = 0;
        for (int column = gone.nextSetBit(0); column >= 0; column = gone.nextSetBit(column + 1)) {
            if (group.trust(column, row, found.slice(index * UnitSums.UNIT, UnitSums.UNIT)) == Trust.LOST) {
                return false;
            }
            index++;
        }
        return true;
    }

    private void give(RowLosses losses, BitSet gone) throws IOException {
        int index = 0;
        for (int column = gone.nextSetBit(0); column >= 0; column = gone.nextSetBit(column + 1)) {
            int member = losses.member(column);
            if (wanted.get(member)) {
                int number = losses.unit(column);
                target.write(member, (long) number * UnitSums.UNIT,
                        found.slice(index * UnitSums.UNIT, layout.members().get(member).unitBytes(number)));
                repaired[member]++;
            }
            index++;
        }
    }
}
