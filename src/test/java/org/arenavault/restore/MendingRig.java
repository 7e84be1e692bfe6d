package org.arenavault.restore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.UnitSums;
import org.arenavault.media.ContentLabel;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.OpticalMedium;
import org.arenavault.media.ParityBurn;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackLabel;
import org.arenavault.optical.OpticalBench;
import org.arenavault.optical.Spares;
import org.arenavault.parity.ParityContent;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.MediumFamily;

/** Emulated discs with arenas and, behind them, parity of them; a drive that has them laid in one after the other. */
final class MendingRig implements Closeable, DiscSource {

    static final int UNIT = UnitSums.UNIT;
    static final int BLOCKS = UNIT / Medium.BLOCK;

    private static final long BASE = 786_944;

    private final OpticalBench bench;
    private final int units;
    private final List<String> discs;
    private final List<String> laidIn = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<SampleArena> arenas = new ArrayList<>();
    private ParityContent content;
    private List<TrackExtent> tracks = List.of();
    private List<String> shown = List.of();

    /** With arenas of so many units. */
    MendingRig(Path folder, int units) throws IOException {
        this.bench = OpticalBench.with(folder, MediumFamily.BD_R, 16_384);
        this.units = units;
        this.discs = bench.recorder().discs().stream().map(EmulatedRecorder.Disc::name).toList();
    }

    /** Records the next disc: so many further arenas, and so many columns of parity; 0 for none. */
    void record(DiscIdentity disc, int count, int parityColumns, int rows) throws IOException {
        record(disc, count, List.of(), parityColumns, rows);
    }

    /** The same with increments behind the arenas. */
    void record(DiscIdentity disc, int count, List<SampleIncrement> increments, int parityColumns, int rows)
            throws IOException {
        String name = discs.get(laidIn.size());
        laidIn.add(name);
        bench.recorder().insert(name);
        try (Medium medium = open()) {
            medium.begin(disc);
            for (int i = 0; i < count; i++) {
                String arena = "arenas" + arenas.size();
                SampleArena made = ArenaMaker.filled(arena, units * UNIT, 1).from("arenas0",
                        BASE + (long) arenas.size() * units * UNIT);
                arenas.add(made);
                MediumState state = medium.inspect();
                int number = state.appendPoint().number();
                long lba = state.appendPoint().start();
                ParityBurn.burn(medium, new TrackLabel(disc, number, lba, made.record(), number, Instant.EPOCH),
                        made.bytes());
            }
            for (SampleIncrement increment : increments) {
                MediumState state = medium.inspect();
                ParityBurn.burn(medium, new ContentLabel(disc, state.appendPoint().number(),
                        state.appendPoint().start(), increment.content(), 5, Instant.EPOCH, disc.number()),
                        increment.bytes());
            }
            if (parityColumns > 0) {
                content = ParityBurn.parity(medium, parityColumns, rows);
            }
            tracks = medium.inspect().tracks();
        }
        shown = List.copyOf(laidIn);
    }

    private Medium open() throws IOException {
        return OpticalMedium.open(bench.open(), Spares.NONE);
    }

    List<SampleArena> arenas() {
        return arenas;
    }

    /** What the parity of the disc recorded last protects, and how. */
    ParityContent content() {
        return content;
    }

    /** The tracks of the disc recorded last. */
    List<TrackExtent> tracks() {
        return tracks;
    }

    /** Units of the disc recorded last that anything was written to. */
    int written() {
        return (int) (tracks.get(tracks.size() - 1).end() / BLOCKS);
    }

    /** The track that a unit of the disc belongs to, from 1; 0 for what lies between tracks. */
    private int trackOf(int unit) {
        return tracks.stream().filter(track -> unit >= track.lba() / BLOCKS && unit < track.end() / BLOCKS)
                .map(TrackExtent::number).findFirst().orElse(0);
    }

    /** The first unit of a track on the disc. */
    int unitOf(int track) {
        return (int) (tracks.get(track - 1).lba() / BLOCKS);
    }

    /** The row in which a unit of the disc stands; -1 for labels, headers, sums and what lies between tracks. */
    int row(int unit) {
        int track = trackOf(unit);
        int rows = content.layout().rows();
        if (track == 0) {
            return -1;
        }
        int in = unit - unitOf(track);
        if (track < tracks.size()) {
            return in < units ? ((track - 1) * units + in) % rows : -1;
        }
        int parity = content.layout().parityColumns() * rows;
        int before = (int) (content.size() / UNIT) - parity;
        // the header that stands at both ends takes one unit here
        int at = in - (before - 1);
        return at >= 0 && at < parity ? at % rows : -1;
    }

    /** Makes a unit of the disc in the tray unreadable. */
    void lose(int unit) throws IOException {
        lose(unit, 1);
    }

    /** Makes units of the disc in the tray unreadable. */
    void lose(int unit, int count) throws IOException {
        bench.inject("op=* nth=1 readbad %d..%d hard".formatted((long) unit * BLOCKS,
                (long) (unit + count) * BLOCKS - 1));
        touch();
    }

    /** Makes units of the disc in the tray hard to read: so many tries fail, then one does not. */
    void wear(int unit, int count, int tries) throws IOException {
        for (int i = unit; i < unit + count; i++) {
            bench.inject("op=* nth=1 readbad %d..%d soft %d".formatted((long) i * BLOCKS, (long) i * BLOCKS, tries));
            touch();
        }
    }

    /** Changes a unit of the disc in the tray; it can be read without any error. */
    void corrupt(int unit) throws IOException {
        bench.inject("op=* nth=1 corrupt %d..%d xor=04".formatted((long) unit * BLOCKS + 3, (long) unit * BLOCKS + 3));
        touch();
    }

    /** Faults strike with the next command. */
    private void touch() throws IOException {
        try (Medium medium = open()) {
            medium.inspect();
        }
        bench.inject("");
    }

    /** Lays a disc into the tray, by its place in the order in which they were recorded. */
    void layIn(int disc) throws IOException {
        bench.recorder().insert(laidIn.get(disc));
    }

    /** In which order discs are shown, by their places; those that are not named are not at hand. */
    void show(Integer... order) {
        shown = Arrays.stream(order).map(laidIn::get).toList();
    }

    /** The time at the drive. */
    Duration time() {
        return Duration.ofNanos(bench.clock().nanos());
    }

    /** What was asked for. */
    List<String> asked() {
        return asked;
    }

    private int next;
    private BitSet dying = new BitSet();

    /** What cannot be read any more once a disc has been asked for the second time. */
    void loseLater(int unit, int count) {
        dying.set(unit, unit + count);
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        next = 0;
        asked.add(request.text());
        Optional<Medium> first = present(request, "");
        if (asked.size() == 2 && !dying.isEmpty()) {
            lose(dying.nextSetBit(0), dying.cardinality());
        }
        return first;
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        return present(request, reason);
    }

    private Optional<Medium> present(DiscRequest request, String reason) throws IOException {
        if (next == shown.size()) {
            return request.none(reason, request.text() + " is needed");
        }
        bench.recorder().insert(shown.get(next++));
        return Optional.of(open());
    }

    @Override
    public void close() throws IOException {
        bench.close();
    }
}
