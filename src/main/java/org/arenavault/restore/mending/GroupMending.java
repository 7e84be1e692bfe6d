package org.arenavault.restore.mending;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.arenavault.io.Closing;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.parity.MemberReading;
import org.arenavault.parity.ParityGroup;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityOutlook;
import org.arenavault.parity.ParityRepair;
import org.arenavault.parity.ParityTrack;
import org.arenavault.parity.RepairReport;
import org.arenavault.parity.RepairTarget;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.restore.repair.MemberDigest;
import org.arenavault.venti.format.Score;

/**
 * Mends the arenas of one group with the parity on the disc that is in the drive, and with what was kept of others.
 * What is back serves from the store, so that the disc gives parity alone; what is not, and is not to come back, is
 * read from the disc where it is needed.
 */
final class GroupMending {

    /** Ranges that are named of an arena that stays damaged. */
    private static final int MOST_RANGES = 5;

    private final ShelvedDisc disc;
    private final ParityShelf shelf;
    private final MendedStore store;
    private final World world;
    private final Predicate<ParityMember> lacking;
    private final List<KeptParity> kept;
    private final Map<Integer, DamagedMember> damaged = new LinkedHashMap<>();
    private final Map<Integer, TrackExtent> others = new LinkedHashMap<>();
    private final List<Closeable> opened = new ArrayList<>();

    /**
     * One of a group.
     *
     * @param disc the one in the drive
     * @param lacking what is to be mended
     * @param kept parity of the same group, from discs that were in the drive before
     */
    GroupMending(ShelvedDisc disc, ParityShelf shelf, MendedStore store, World world, Predicate<ParityMember> lacking,
            List<KeptParity> kept) {
        this.kept = kept;
        this.disc = disc;
        this.shelf = shelf;
        this.store = store;
        this.world = world;
        this.lacking = lacking;
    }

    /** What is to be mended cannot be. */
    void failed(ParityLayout layout, String reason) throws IOException {
        for (ParityMember member : layout.members()) {
            if (lacking.test(member)) {
                find(member, Optional.empty()).failed(reason);
            }
        }
    }

    /**
     * What there is of each member before any parity is read: in the store, or kept of what could not be read whole.
     *
     * @throws IOException if a file of ours cannot be read
     */
    List<MemberReading> known(ParityLayout layout) throws IOException {
        List<MemberReading> readings = new ArrayList<>();
        for (ParityMember member : layout.members()) {
            Optional<Storage> back = lacking.test(member) ? Optional.empty() : store.image(member);
            readings.add(back.isPresent() ? MemberReading.whole(back.get())
                    : lacking.test(member) && isKept(member) ? ofSalvage(member) : MemberReading.absent(member));
        }
        return readings;
    }

    private boolean isKept(ParityMember member) throws IOException {
        return Salvage.isKept(store.conf(), find(member, Optional.empty()).record());
    }

    private MemberReading ofSalvage(ParityMember member) throws IOException {
        try (Salvage salvage = Salvage.open(store.conf(), find(member, Optional.empty()).record(), world)) {
            return new MemberReading(Optional.empty(), salvage.lost());
        }
    }

    /**
     * Mends what can be mended.
     *
     * @param tracks of one group, on the disc in the drive
     * @param last whether no other disc can help: what is not mended is told then
     */
    void run(Medium medium, MediumState state, List<ParityOnDisc> tracks, boolean last) throws IOException {
        try {
            Optional<ParityGroup> group = open(medium, tracks, Effort.QUICK);
            if (group.isPresent()) {
                mend(medium, state, tracks, group.get(), last);
            } else {
                withoutParity(medium, state, tracks);
            }
        } finally {
            Closing.all(opened);
        }
    }

    /** The members on this disc were read in haste, for parity was to mend them: now there is nothing but patience. */
    private void withoutParity(Medium medium, MediumState state, List<ParityOnDisc> tracks) throws IOException {
        for (ParityMember member : tracks.get(0).content().layout().members()) {
            Optional<TrackExtent> here = here(state, tracks, member);
            if (lacking.test(member) && here.isPresent()) {
                withoutParity(find(member, here), reader(medium, here.get(), Effort.PATIENT));
            }
        }
    }

    private void withoutParity(Lacked lacked, TrackReader track) throws IOException {
        Salvage salvage = Salvage.open(store.conf(), lacked.record(), world);
        opened.add(salvage);
        salvage.add(track, "reading %s with patience".formatted(lacked.where()), world);
        if (salvage.missing() > 0) {
            lacked.failed(salvage.text(lacked.hope()));
            lacked.kept();
            return;
        }
        String trouble = lacked.place(salvage.contents(), 0);
        if (!trouble.isEmpty()) {
            lacked.failed(trouble);
        }
    }

    private void mend(Medium medium, MediumState state, List<ParityOnDisc> tracks, ParityGroup group, boolean last)
            throws IOException {
        List<MemberReading> readings = readings(medium, state, tracks, group, last);
        Map<Integer, RepairReport.Member> results = repair(group, readings, damaged.keySet().stream().toList());
        if (last) {
            insist(medium, tracks, group, readings, results);
        }
        again(group, readings, results);
        for (RepairReport.Member result : results.values()) {
            if (last || result.missing().isEmpty()) {
                finish(damaged(result.member()), result, where(tracks));
            }
        }
    }

    /**
     * Where the parity does not suffice, what was passed over is read, and then all that is missing, with patience;
     * parity as well.
     */
    private void insist(Medium medium, List<ParityOnDisc> tracks, ParityGroup group, List<MemberReading> readings,
            Map<Integer, RepairReport.Member> results) throws IOException {
        for (Effort effort : List.of(Effort.EVERY_UNIT, Effort.PATIENT)) {
            List<RepairReport.Member> incomplete = results.values().stream()
                    .filter(result -> !result.missing().isEmpty()).toList();
            List<Integer> numbers = incomplete.stream().map(RepairReport.Member::member).toList();
            boolean more = false;
            for (RepairReport.Member result : incomplete) {
                DamagedMember member = damaged(result.member());
                more |= member.read(medium, group, result.missing(), effort, world);
                readings.set(result.member(), member.reading());
            }
            if (!incomplete.isEmpty() && effort == Effort.PATIENT) {
                for (Map.Entry<Integer, TrackExtent> other : others.entrySet()) {
                    readings.set(other.getKey(), MemberReading.whole(reader(medium, other.getValue(), effort)));
                }
                results.putAll(repair(open(medium, tracks, effort).orElse(group), readings, numbers));
            } else if (more) {
                results.putAll(repair(group, readings, numbers));
            }
        }
    }

    private DamagedMember damaged(int number) {
        return Objects.requireNonNull(damaged.get(number), "parity is asked for members that are being mended alone");
    }

    private String where(List<ParityOnDisc> tracks) {
        return disc.isOfOthers(tracks.get(0)) ? disc.title()
                : "%s track %d".formatted(disc.title(), tracks.get(0).track().number());
    }

    private Optional<ParityGroup> open(Medium medium, List<ParityOnDisc> tracks, Effort effort) throws IOException {
        List<ParityTrack> group = new ArrayList<>();
        for (ParityOnDisc track : tracks) {
            open(() -> reader(medium, track.track(), effort)).ifPresent(group::add);
        }
        for (KeptParity track : kept) {
            open(track::contents).ifPresent(group::add);
        }
        try {
            return group.isEmpty() ? Optional.empty() : Optional.of(new ParityGroup(group));
        } catch (RefusedException e) {
            return unusable(e);
        }
    }

    /** Opens a track. */
    @FunctionalInterface
    private interface Opener {
        Storage open() throws IOException;
    }

    private Optional<ParityTrack> open(Opener track) throws IOException {
        try {
            return Optional.of(ParityTrack.open(track.open()));
        } catch (UnusableBytesException e) {
            return unusable(e);
        }
    }

    /** It could be read when the disc was looked at. */
    private <T> Optional<T> unusable(Exception reason) {
        store.note("the parity on %s cannot be used: %s".formatted(disc.title(), reason.getMessage()));
        return Optional.empty();
    }

    private TrackReader reader(Medium medium, TrackExtent track, Effort effort) throws IOException {
        TrackReader reader = effort.open(medium, track);
        opened.add(reader);
        return reader;
    }

    private List<MemberReading> readings(Medium medium, MediumState state, List<ParityOnDisc> tracks,
            ParityGroup group, boolean last) throws IOException {
        List<MemberReading> readings = new ArrayList<>();
        for (ParityMember member : group.layout().members()) {
            Optional<TrackExtent> here = here(state, tracks, member);
            if (lacking.test(member)) {
                readings.add(here.isPresent() || isKept(member) ? lacked(medium, member, here, group, readings.size())
                        : MemberReading.absent(member));
            } else {
                readings.add(other(medium, member, here, readings.size()));
            }
        }
        absent(medium, group, readings, last);
        return readings;
    }

    /** What is back, or is not to come back, and is read from the disc as far as it is needed. */
    private MemberReading other(Medium medium, ParityMember member, Optional<TrackExtent> here, int number)
            throws IOException {
        Optional<Storage> back = store.image(member);
        if (back.isPresent()) {
            return MemberReading.whole(back.get());
        }
        if (here.isEmpty()) {
            return MemberReading.absent(member);
        }
        others.put(number, here.get());
        return MemberReading.whole(reader(medium, here.get(), Effort.QUICK));
    }

    /** Those of which there is nothing: nothing is begun for them in vain. */
    private void absent(Medium medium, ParityGroup group, List<MemberReading> readings, boolean last)
            throws IOException {
        ParityOutlook outlook = group.outlook(readings);
        for (int number = 0; number < readings.size(); number++) {
            ParityMember member = group.layout().members().get(number);
            if (lacking.test(member) && !damaged.containsKey(number)) {
                if (outlook.isRepairable(number)) {
                    readings.set(number, lacked(medium, member, Optional.empty(), group, number));
                } else if (last) {
                    find(member, Optional.empty()).failed(("is on no disc that was shown, and with the parity on %s "
                            + "more would have to be there to make it anew").formatted(disc.title()));
                }
            }
        }
    }

    /** The track on this disc that carries a member, if its description is right; its sums tell whether it is. */
    private Optional<TrackExtent> here(MediumState state, List<ParityOnDisc> tracks, ParityMember member) {
        return state.track(member.track()).filter(track -> disc.isHome(member) && track.lba() == member.lba()
                && track.bytes() >= member.size()
                && tracks.stream().noneMatch(parity -> parity.track().number() == track.number()));
    }

    /** What there is of an arena that is to be mended, with all that can be read of it here. */
    private MemberReading lacked(Medium medium, ParityMember member, Optional<TrackExtent> here, ParityGroup group,
            int number) throws IOException {
        Lacked find = find(member, here);
        Salvage salvage = Salvage.open(store.conf(), find.record(), world);
        opened.add(salvage);
        DamagedMember lacked = new DamagedMember(number, member, find, here, salvage);
        damaged.put(number, lacked);
        lacked.read(medium, group, salvage.lost(), Effort.QUICK, world);
        lacked.compare(group, world);
        return lacked.reading();
    }

    private Lacked find(ParityMember member, Optional<TrackExtent> here) {
        Optional<IncrementFind> increment = shelf.increment(member).filter(found ->
                found.label().content().size() == member.size());
        if (increment.isPresent()) {
            return new Lacked.OfIncrement(store, increment.get());
        }
        return new Lacked.OfArena(store, shelf.find(member).filter(found -> found.arena().size() == member.size())
                .orElseGet(() -> new ArenaFind(here.isPresent() ? disc.title() : disc.titleOf(member),
                        here.orElseGet(() -> new TrackExtent(member.track(), member.lba(), 0,
                                TrackExtent.Condition.CLOSED)),
                        new ArenaRecord(member.name(), member.size(), 0, "", 0, score(member), false),
                        Evidence.LABEL, disc.identity().map(DiscIdentity::store))));
    }

    private static Score score(ParityMember member) {
        try {
            return Score.parse(member.digest());
        } catch (UsageException e) {
            throw new IllegalArgumentException(member.digest(), e);
        }
    }

    private Map<Integer, RepairReport.Member> repair(ParityGroup group, List<MemberReading> readings,
            List<Integer> numbers) throws IOException {
        BitSet wanted = new BitSet();
        numbers.forEach(wanted::set);
        Map<Integer, RepairReport.Member> results = new LinkedHashMap<>();
        ParityRepair.repair(group, readings, wanted, new Target(), "mending with the parity on " + disc.title(), world)
                .members().forEach(result -> results.put(result.member(), result));
        for (int number : numbers) {
            damaged(number).salvage().keep();
        }
        return results;
    }

    /** Where the seal finds more wrong than the sums do, what no sum proves is not believed the second time. */
    private void again(ParityGroup group, List<MemberReading> readings, Map<Integer, RepairReport.Member> results)
            throws IOException {
        List<Integer> wrong = new ArrayList<>();
        for (RepairReport.Member result : results.values()) {
            DamagedMember member = damaged(result.member());
            if (result.missing().isEmpty() && result.result() != RepairReport.Result.REPAIRED && member.isInDoubt()
                    && !new Target().isWhole(result.member())) {
                readings.set(result.member(), member.strictReading());
                wrong.add(result.member());
            }
        }
        if (!wrong.isEmpty()) {
            repair(group, readings, wrong).forEach((number, result) -> {
                if (result.result() == RepairReport.Result.REPAIRED) {
                    results.put(number, result);
                }
            });
        }
    }

    private void finish(DamagedMember member, RepairReport.Member result, String parity) throws IOException {
        Lacked lacked = member.lacked();
        String name = Plain.field(member.member().kind() + " " + member.member().name());
        if (!result.missing().isEmpty()) {
            String ranges = String.join(", ", result.ranges(MOST_RANGES, member.member().size()));
            boolean more = result.ranges(MOST_RANGES + 1, member.member().size()).size() > MOST_RANGES;
            lacked.failed(("of its pieces of 64 KiB %d could not be read or are wrong, and the parity on %s does not "
                    + "suffice for %d of them, at bytes %s%s").formatted(member.lost(), parity,
                    result.missing().cardinality(), ranges, more ? " and further" : ""));
            store.note("%s: %s".formatted(name, member.salvage().text(lacked.hope())));
            lacked.kept();
            return;
        }
        String trouble = lacked.place(member.salvage().contents(), result.repaired());
        if (trouble.isEmpty()) {
            store.note("%s of %s was mended with the parity on %s, which gave %s of 64 KiB".formatted(name,
                    lacked.where(), parity, Count.of(result.repaired(), "piece")));
        } else {
            lacked.failed("with what the parity on %s gives it is not right: %s".formatted(parity, trouble));
        }
    }

    /** The files of the arenas that are being mended. */
    private final class Target implements RepairTarget {

        @Override
        public void write(int member, long position, ByteBuffer bytes) throws IOException {
            damaged(member).salvage().put((int) (position / UnitSums.UNIT), bytes);
        }

        @Override
        public boolean isWhole(int member) throws IOException {
            DamagedMember mended = damaged(member);
            mended.salvage().keep();
            return MemberDigest.holds(mended.member(), mended.salvage().contents(), world);
        }
    }
}
