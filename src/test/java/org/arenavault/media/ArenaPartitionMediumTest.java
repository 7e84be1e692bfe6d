package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.FragileDisks;
import org.arenavault.io.FragileDisks.Left;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.media.MediumState.Condition;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition of arenas as a medium: power that fails at any write, damage, and disks that are not ours. */
class ArenaPartitionMediumTest {

    private static final Path DISK = Path.of("/disk");
    private static final int SIZE = 5 << 20;
    private static final DiscIdentity OURS =
            new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1, new UUID(3, 3));
    private static final List<String> NAMES = List.of("arena0", "arena1", "arena2");
    private static final int ARENA = 1 << 20;

    /** A disk in memory. */
    private record Device(FragileDisks disks) implements PartitionDevice {

        @Override
        public String drive() {
            return "disk";
        }

        @Override
        public String discId() {
            return "";
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public Storage storage() throws IOException {
            return disks.openToWrite(DISK);
        }

        @Override
        public Storage openToVerify() throws IOException {
            return disks.openToVerify(DISK);
        }

        @Override
        public void eject() {
            // nothing is held
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static FragileDisks blank() {
        FragileDisks disks = new FragileDisks();
        disks.put(DISK, new byte[SIZE]);
        return disks;
    }

    private static Medium on(FragileDisks disks) {
        return new ArenaPartitionMedium(new Device(disks), "disk");
    }

    private static TrackPlan plan(Medium medium, DiscIdentity disc, int number, long lba, String name)
            throws IOException {
        byte[] contents = ArenaImages.of(name, ARENA);
        ArenaRecord arena = new ArenaRecord(name, contents.length, ArenaImages.BLOCK_SIZE, "", 0,
                Score.ofBlock(ByteBuffer.wrap(contents)), false);
        return new TrackPlan(new TrackLabel(disc, number, lba, arena, 7, Instant.EPOCH),
                medium.blocksFor(contents.length));
    }

    private static TrackPlan next(Medium medium, String name) throws IOException {
        MediumState state = medium.inspect();
        return plan(medium, OURS, state.appendPoint().number(), state.appendPoint().start(), name);
    }

    private static void write(TrackWriter writer, String name) throws IOException {
        byte[] contents = ArenaImages.of(name, ARENA);
        while (writer.position() < contents.length) {
            int count = (int) Math.min(4L * writer.unit(), contents.length - writer.position());
            writer.write(ByteBuffer.wrap(contents, (int) writer.position(), count));
        }
        writer.finish();
    }

    /** Records what is missing, as a backup would: one track after the other, the interrupted one first. */
    private static void record(FragileDisks disks, Map<String, TrackExtent> closed) throws IOException {
        Medium medium = on(disks);
        if (medium.inspect().condition() == Condition.BLANK) {
            medium.begin(OURS);
        }
        for (TrackExtent track : open(medium)) {
            if (!reads(medium, track, NAMES.get(track.number() - 1))) {
                medium.giveUp(track);
            }
        }
        for (String name : NAMES.subList(medium.inspect().tracks().size() - open(medium).size(), NAMES.size())) {
            List<TrackExtent> open = open(medium);
            TrackPlan plan = open.isEmpty() ? next(medium, name)
                    : plan(medium, OURS, open.get(0).number(), open.get(0).lba(), name);
            try (TrackWriter writer = open.isEmpty() ? medium.append(plan) : medium.resume(plan, open.get(0))) {
                write(writer, name);
                closed.put(name, writer.closeTrack());
            }
        }
    }

    private static List<TrackExtent> open(Medium medium) throws IOException {
        return medium.inspect().tracks().stream().filter(t -> t.condition() == TrackExtent.Condition.OPEN).toList();
    }

    private static boolean reads(Medium medium, TrackExtent track, String name) throws IOException {
        try (TrackReader reader = medium.read(track)) {
            return Arrays.equals(reader.read(0, ARENA), ArenaImages.of(name, ARENA));
        }
    }

    @ParameterizedTest
    @EnumSource(Left.class)
    void goesOnAfterPowerFailedAtAnyWrite(Left left) throws IOException {
        FragileDisks whole = blank();
        record(whole, new HashMap<>());
        assertThat(whole.steps()).isGreaterThan(25);
        for (int at = 0; at < whole.steps(); at++) {
            String context = "power failed at step %d of %d, %s".formatted(at, whole.steps(), left);
            FragileDisks first = blank();
            first.failAfter(at);
            Map<String, TrackExtent> closed = new HashMap<>();
            assertThatThrownBy(() -> record(first, closed)).as(context).isInstanceOf(MediumFaultException.class);
            FragileDisks second = first.restarted(left);
            Medium medium = on(second);
            for (Map.Entry<String, TrackExtent> track : closed.entrySet()) {
                assertThat(medium.inspect().tracks()).as(context).contains(track.getValue());
                assertThat(reads(medium, track.getValue(), track.getKey())).as(context).isTrue();
            }
            record(second, closed);
            assertComplete(second, context);
        }
    }

    /** All arenas are there, for us and for venti's own tools. */
    private static void assertComplete(FragileDisks disks, String context) throws IOException {
        Medium medium = on(disks);
        MediumState state = medium.inspect();
        assertThat(state.tracks()).as(context).hasSize(NAMES.size())
                .allMatch(track -> track.condition() == TrackExtent.Condition.CLOSED);
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(reads(medium, state.tracks().get(i), NAMES.get(i))).as(context).isTrue();
        }
        try (ArenaPartition partition = ArenaPartition.open(disks.openToRead(DISK))) {
            assertThat(partition.arenas()).as(context).extracting(arena -> arena.name()).isEqualTo(NAMES);
        }
    }

    private static FragileDisks recorded() throws IOException {
        FragileDisks disks = blank();
        record(disks, new HashMap<>());
        return disks;
    }

    private static long tableAt() {
        return new PartitionHeader(ArenaImages.BLOCK_SIZE, 0).tableBase();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20, 40, 60})
    void aTornTableIsMadeAnewFromTheArenas(int kept) throws IOException {
        FragileDisks disks = recorded();
        Storage disk = disks.openToWrite(DISK);
        disk.write(tableAt() + kept, new byte[512]);
        assertThatThrownBy(() -> ArenaPartition.open(disks.openToRead(DISK))).isInstanceOf(IOException.class);
        assertThat(open(on(disks))).extracting(TrackExtent::number).containsExactly(3);
        record(disks, new HashMap<>());
        assertComplete(disks, "torn after %d bytes".formatted(kept));
    }

    @Test
    void anArenaBehindTheTableIsGivenUpWhereItIsNotTheOneThatWasWanted() throws IOException {
        FragileDisks disks = blank();
        Medium medium = on(disks);
        medium.begin(OURS);
        try (TrackWriter writer = medium.append(next(medium, "arena0"))) {
            write(writer, "arena0");
        }
        TrackExtent open = open(medium).get(0);
        TrackPlan other = plan(medium, OURS, open.number(), open.lba(), "arena1");
        assertThatThrownBy(() -> medium.resume(other, open)).isInstanceOf(RefusedException.class);
        MediumState after = medium.giveUp(open);
        assertThat(after.tracks()).isEmpty();
        assertThat(after.appendPoint().number()).isEqualTo(open.number());
        assertThat(after.appendPoint().start()).isEqualTo(open.lba());
        record(disks, new HashMap<>());
        assertComplete(disks, "given up");
    }

    @Test
    void everyFlippedBitOfTheLabelIsFoundAndStopsWriting() throws IOException {
        FragileDisks disks = recorded();
        byte[] label = disks.openToRead(DISK).read(ArenaPartitionMedium.LABEL_AT, LabelCluster.SIZE);
        int text = new String(label, StandardCharsets.ISO_8859_1).indexOf('\0');
        byte[] untouched = disks.get(DISK).clone();
        TrackPlan plan = next(on(disks), "arena3");
        for (int bit = 0; bit < 8 * text + 64; bit++) {
            byte[] flipped = label.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Storage disk = disks.openToWrite(DISK);
            disk.write(ArenaPartitionMedium.LABEL_AT, ByteBuffer.wrap(flipped, 0, 4096));
            Medium medium = on(disks);
            MediumState state = medium.inspect();
            assertThat(state.condition()).as("bit %d", bit).isEqualTo(Condition.UNSUITABLE);
            assertThat(state.reason()).isNotBlank();
            assertThatThrownBy(() -> medium.begin(OURS)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(IOException.class);
            disk.write(ArenaPartitionMedium.LABEL_AT, ByteBuffer.wrap(label, 0, 4096));
        }
        assertThat(Arrays.equals(disks.get(DISK), untouched)).isTrue();
    }

    @Test
    void aLabelThatWasTornOnAnEmptyDiskIsWrittenAfresh() throws IOException {
        byte[] label = LabelCluster.encode(OURS.encode());
        for (int kept : new int[] {1, 100, 200}) {
            FragileDisks disks = blank();
            disks.openToWrite(DISK).write(ArenaPartitionMedium.LABEL_AT, ByteBuffer.wrap(label, 0, kept));
            if (kept > 1) {
                assertThat(on(disks).inspect().condition()).as("%d bytes", kept).isEqualTo(Condition.BLANK);
                record(disks, new HashMap<>());
                assertComplete(disks, "torn label");
            } else {
                assertThat(on(disks).inspect().condition()).isEqualTo(Condition.UNSUITABLE);
            }
        }
    }

    @Test
    void aDiskWithTheLabelOfAnotherDiscIsNotWritten() throws IOException {
        FragileDisks disks = recorded();
        byte[] before = disks.get(DISK).clone();
        Medium medium = on(disks);
        DiscIdentity other = new DiscIdentity(OURS.store(), new UUID(9, 9), "away", 1, new UUID(8, 8));
        MediumState state = medium.inspect();
        TrackPlan plan = plan(medium, other, state.appendPoint().number(), state.appendPoint().start(), "arena3");
        assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("home-001").hasMessageContaining("away-001");
        assertThat(disks.get(DISK)).isEqualTo(before);
    }

    @Test
    void anArenaPartitionWithoutALabelIsNobodysToWrite() throws IOException {
        FragileDisks disks = recorded();
        disks.openToWrite(DISK).write(ArenaPartitionMedium.LABEL_AT, new byte[LabelCluster.SIZE]);
        assertRefused(disks, "venti");
    }

    @Test
    void oneByteAnywhereOnASmallDiskIsInTheWay() throws IOException {
        for (int at : new int[] {1024, ArenaFormat.BLANK - 1, ArenaFormat.BLANK + 600, SIZE / 2, SIZE - 1}) {
            FragileDisks disks = blank();
            disks.openToWrite(DISK).write(at, new byte[] {1});
            assertRefused(disks, "byte " + at);
        }
    }

    private static void assertRefused(FragileDisks disks, String reason) throws IOException {
        byte[] before = disks.get(DISK).clone();
        Medium medium = on(disks);
        MediumState state = medium.inspect();
        assertThat(state.condition()).isEqualTo(Condition.UNSUITABLE);
        assertThat(state.reason()).contains(reason);
        assertThat(state.identity()).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> medium.begin(OURS)).isInstanceOf(RefusedException.class).hasMessageContaining(reason);
        assertThat(disks.get(DISK)).isEqualTo(before);
    }

    @Test
    void aTableThatNamesPlacesOutsideOfTheDiskIsNotBelieved() throws IOException {
        FragileDisks disks = recorded();
        byte[] table = "1\narena0\t999424\t99999999999\n\0".getBytes(StandardCharsets.US_ASCII);
        disks.openToWrite(DISK).write(tableAt(), table);
        assertThat(on(disks).inspect().tracks()).hasSize(3);
    }
}
