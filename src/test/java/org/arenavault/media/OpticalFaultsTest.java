package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.VaultException;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.FaultyTransport;
import org.arenavault.optical.FaultyTransport.Fault;
import org.arenavault.optical.OpticalBench;
import org.arenavault.optical.QuickFolder;
import org.arenavault.optical.Spares;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can go wrong, at every command of the burn of a track, one thing at a time, until the burn is
 * over before it can. Afterwards the disc is what it is found to be, nothing stands where it should not, what was
 * said to be closed is closed and reads back, and the burn can be brought to its end, with another track behind it.
 */
class OpticalFaultsTest {

    private static final long DISC_BLOCKS = 16_384;
    private static final int LARGE = 3 * 65536 + 1000;
    private static final int SMALL = 65536;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final Map<Long, TrackPlan> plans = new LinkedHashMap<>();

    private static Map<String, Fault> allFaults() {
        Map<String, Fault> faults = new LinkedHashMap<>(someFaults());
        for (CommandStatus outcome : List.of(CommandStatus.TRANSPORT_ERROR, CommandStatus.BUSY,
                CommandStatus.DEVICE_GONE,
                CommandStatus.RESERVATION_CONFLICT, CommandStatus.DENIED)) {
            faults.put(outcome + " lost", FaultyTransport.lost(outcome));
        }
        faults.put("DEVICE_GONE executed", FaultyTransport.executed(CommandStatus.DEVICE_GONE));
        faults.put("recovered 1/17/01", FaultyTransport.recovered("1/17/01"));
        faults.put("answer cut", FaultyTransport.cut());
        for (String triple : List.of("0/00/00", "2/04/00", "2/04/01", "2/04/07", "2/3A/00", "3/11/00", "3/73/03",
                "4/44/00", "5/20/00", "5/21/02", "5/26/00", "5/2C/00", "5/30/05", "6/2A/00", "6/5A/01", "7/27/00",
                "8/00/00", "B/4E/00", "9/01/01")) {
            faults.put(triple, FaultyTransport.sense(triple));
        }
        return faults;
    }

    private static Map<String, Fault> someFaults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("TIMEOUT lost", FaultyTransport.lost(CommandStatus.TIMEOUT));
        faults.put("TIMEOUT executed", FaultyTransport.executed(CommandStatus.TIMEOUT));
        faults.put("deferred 3/0C/00", FaultyTransport.deferred("3/0C/00"));
        for (String triple : List.of("2/04/08", "3/0C/00", "5/24/00", "6/28/00", "6/29/00")) {
            faults.put(triple, FaultyTransport.sense(triple));
        }
        return faults;
    }

    @Test
    void everyFaultAtEveryCommandOnBdR() throws IOException {
        for (Map.Entry<String, Fault> fault : allFaults().entrySet()) {
            strikeEverywhere(MediumFamily.BD_R, Spares.NONE, fault.getKey(), fault.getValue());
        }
    }

    @Test
    void everyFaultAtEveryCommandOnBdRWithSpares() throws IOException {
        for (Map.Entry<String, Fault> fault : someFaults().entrySet()) {
            strikeEverywhere(MediumFamily.BD_R_DL, Spares.DEFAULT, fault.getKey(), fault.getValue());
        }
    }

    @Test
    void everyFaultAtEveryCommandOnDvdPlusR() throws IOException {
        for (Map.Entry<String, Fault> fault : someFaults().entrySet()) {
            strikeEverywhere(MediumFamily.DVD_PLUS_R, Spares.NONE, fault.getKey(), fault.getValue());
        }
    }

    @Test
    void everyFaultAtEveryCommandOnDvdR() throws IOException {
        for (Map.Entry<String, Fault> fault : someFaults().entrySet()) {
            strikeEverywhere(MediumFamily.DVD_R, Spares.NONE, fault.getKey(), fault.getValue());
        }
    }

    @Test
    void everyFaultAtEveryCommandOnCdR() throws IOException {
        for (Map.Entry<String, Fault> fault : someFaults().entrySet()) {
            strikeEverywhere(MediumFamily.CD_R, Spares.NONE, fault.getKey(), fault.getValue());
        }
    }

    private void strikeEverywhere(MediumFamily family, Spares spares, String name, Fault fault) throws IOException {
        Path blank = folder.resolve(family.label());
        if (!Files.exists(blank)) {
            OpticalBench.with(blank, family, DISC_BLOCKS).close();
        }
        Path place = folder.resolve("run");
        boolean struck = true;
        for (int at = 0; struck; at++) {
            QuickFolder.copy(blank, place);
            try (OpticalBench bench = OpticalBench.at(place)) {
                struck = strike(bench, spares, fault, at, "%s, %s at command %d".formatted(family, name, at));
            }
            QuickFolder.remove(place);
        }
    }

    /** One burn with one fault; returns whether it came to the fault. */
    private boolean strike(OpticalBench bench, Spares spares, Fault fault, int at, String what) throws IOException {
        plans.clear();
        List<TrackExtent> claimed = new ArrayList<>();
        FaultyTransport transport = new FaultyTransport(bench.connect(), at, fault);
        Exception failure = null;
        try (Medium medium = OpticalMedium.open(bench.open(transport, DriveOptions.DEFAULTS), spares)) {
            if (medium.inspect().condition() == MediumState.Condition.BLANK) {
                medium.begin(Burns.DISC);
            }
            claimed.add(record(medium, "first", LARGE));
        } catch (VaultException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
        if (failure == null) {
            assertThat(claimed).as(what).hasSize(1);
        }
        if (!transport.gone()) {
            assertThat(transport.locked()).as(what + ": the tray is locked after " + failure).isFalse();
        }
        assertThat(bench.drive().counters().partialWrites()).as(what).isZero();
        assertThat(bench.drive().counters().linkPoints()).as(what).isZero();
        inspectAndComplete(bench, spares, claimed, what + (failure == null ? "" : ": " + failure.getMessage()));
        return transport.struck();
    }

    private void inspectAndComplete(OpticalBench bench, Spares spares, List<TrackExtent> claimed, String what)
            throws IOException {
        try (Medium medium = OpticalMedium.open(bench.open(), spares)) {
            MediumState state = medium.inspect();
            assertThat(state.tracks()).as(what).containsAll(claimed);
            checkContents(medium, state, what);
            if (state.tracks().stream().anyMatch(t -> t.condition() == TrackExtent.Condition.DAMAGED)) {
                throw new AssertionError(what + ": damaged");
            }
            List<String> complete = new ArrayList<>(completeTracks(state));
            TrackExtent last = state.tracks().isEmpty() ? null : state.tracks().get(state.tracks().size() - 1);
            if (last != null && last.condition() == TrackExtent.Condition.OPEN) {
                TrackPlan plan = plans.get(last.lba());
                try (TrackWriter writer = medium.resume(plan, last)) {
                    Burns.complete(writer, plan);
                    complete.add(plan.label().content().name());
                }
            }
            for (Map.Entry<String, Integer> wanted : Map.of("first", LARGE, "second", SMALL).entrySet()) {
                if (!complete.contains(wanted.getKey())) {
                    record(medium, wanted.getKey(), wanted.getValue());
                }
            }
            MediumState after = medium.inspect();
            checkContents(medium, after, what);
            assertThat(completeTracks(after)).as(what).contains("first", "second");
        }
    }

    /** The names of what stands on the disc from its head to its label. */
    private List<String> completeTracks(MediumState state) {
        List<String> complete = new ArrayList<>();
        for (TrackExtent track : state.tracks()) {
            TrackPlan plan = plans.get(track.lba());
            if (track.condition() == TrackExtent.Condition.CLOSED && track.blocks() == plan.blocks()) {
                complete.add(plan.label().content().name());
            }
        }
        return complete;
    }

    /** What stands on the disc is what was meant for that place, from its beginning on. */
    private void checkContents(Medium medium, MediumState state, String what) throws IOException {
        for (TrackExtent track : state.tracks()) {
            TrackPlan plan = plans.get(track.lba());
            assertThat(plan).as("%s: a track at %d", what, track.lba()).isNotNull();
            byte[] expected = Burns.image(plan);
            try (TrackReader reader = medium.read(track)) {
                int size = (int) Math.min(reader.size(), expected.length);
                assertThat(reader.read(0, size)).as("%s: track %d", what, track.number())
                        .isEqualTo(Arrays.copyOf(expected, size));
            }
        }
    }

    private TrackExtent record(Medium medium, String name, int size) throws IOException {
        TrackPlan plan = Burns.plan(medium, medium.inspect(), name, size);
        try (TrackWriter writer = medium.append(plan)) {
            plans.put(plan.lba(), plan);
            return Burns.complete(writer, plan);
        }
    }
}
