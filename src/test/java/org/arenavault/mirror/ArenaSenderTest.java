package org.arenavault.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.io.Dial;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.World;
import org.arenavault.optical.QuickFolder;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arenas that come one by one go on where they stopped, whenever the target dies. */
@Timeout(120)
class ArenaSenderTest extends MirrorFixture {

    private static final int BLOCKS = 75;
    private static final int STEP = 5;

    private ArenaSender.Finished send(Dial target, boolean scanned) throws IOException {
        World world = new World(clock, disks, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
        try (OpenArenas open = OpenArenas.open(List.of(new Partition("arenas0", ARENAS, 0, Long.MAX_VALUE)),
                        part -> part.openToRead(disks));
                ArenaSender sender = new ArenaSender(List.of(target), folder.resolve("state"), options(), world)) {
            for (OpenArenas.Placed arena : open.arenas()) {
                if (arena.arena().readTail().memory().sealed()) {
                    if (scanned) {
                        sender.salvage(arena.name(), arena.arena(), root -> { });
                    } else {
                        sender.send(arena.name(), arena.arena());
                    }
                }
            }
            return sender.finish((where, blocks) -> TargetReport.RootVerdict.UNCHECKED).get(0);
        }
    }

    /** Blocks in the arenas that are sealed. */
    private void fillAndForgetTheRest() throws IOException {
        fill(BLOCKS);
        try (OpenArenas open = OpenArenas.open(List.of(new Partition("arenas0", ARENAS, 0, Long.MAX_VALUE)),
                part -> part.openToRead(disks))) {
            long left = 0;
            for (OpenArenas.Placed arena : open.arenas()) {
                left += arena.arena().readTail().memory().sealed() ? arena.arena().readTail().memory().clumps() : 0;
            }
            assertThat(left).isGreaterThan(BLOCKS / 2);
            List<MortalStore.Key> keys = List.copyOf(stored.keySet());
            keys.subList((int) left, keys.size()).forEach(stored::remove);
        }
    }

    @Test
    void whereNobodyIsServedNothingIsThere() throws IOException {
        VentiServer server = serve(new MortalStore());
        Dial gone = server.address();
        server.close();
        World world = new World(clock, disks, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
        try (ArenaSender sender = new ArenaSender(List.of(gone), folder.resolve("state"), options(), world)) {
            sender.greet();
            assertThat(sender.isNeeded()).isFalse();
            assertThat(sender.isThere("arena0")).isFalse();
        }
    }

    @Test
    void deathOfTheTargetAtAnyMessageLosesAndRepeatsNothing() throws IOException {
        fillAndForgetTheRest();
        for (boolean scanned : List.of(false, true)) {
            int deaths = 0;
            boolean died = true;
            for (long message = 0; died; message += STEP) {
                if (folder.resolve("state").toFile().exists()) {
                    QuickFolder.remove(folder.resolve("state"));
                }
                MortalStore mortal = new MortalStore();
                VentiServer server = serve(mortal);
                mortal.dieAt(message, server);
                int port = server.address().port();
                TargetReport report = send(server.address(), scanned).report();
                died = mortal.messages() > message;
                server.close();
                MortalStore found = mortal.restarted();
                VentiServer again = serve(found, port);
                long kept = found.blocks().size();
                ArenaSender.Finished second = send(again.address(), scanned);
                TargetReport resumed = second.report();
                assertThat(resumed.outcome()).as("death at message %d of %s", message, report)
                        .isEqualTo(TargetReport.Outcome.COMPLETE);
                assertHasAll(found);
                assertThat(resumed.moved().sentBlocks()).as("death at message %d", message)
                        .isEqualTo(stored.size() - kept);
                assertAllAreCounted(second, message);
                ArenaSender.Finished third = send(again.address(), scanned);
                assertThat(third.report().moved().sentBlocks()).isZero();
                assertAllAreCounted(third, message);
                assertThat(third.totals().earlierBlocks()).isEqualTo(stored.size());
                again.close();
                deaths += died ? 1 : 0;
            }
            assertThat(deaths).isGreaterThan(stored.size() / STEP);
        }
    }

    /** Whichever run brought a block, it counts, and once: an interrupted run comes to what a whole one does. */
    private void assertAllAreCounted(ArenaSender.Finished finished, long message) {
        TargetReport.Moved moved = finished.report().moved();
        assertThat(finished.totals().blocks()).as("death at message %d", message).isEqualTo(stored.size());
        assertThat(moved.sentBlocks() + moved.presentBlocks() + finished.totals().earlierBlocks())
                .as("death at message %d", message).isEqualTo(stored.size());
    }

    /** An earlier program's cursors do not tell what was sent. */
    @Test
    void whatAnEarlierProgramSentCountsAsThere() throws IOException {
        fillAndForgetTheRest();
        VentiServer server = serve(new MortalStore());
        assertThat(send(server.address(), false).totals()).isEqualTo(new SentTotals(0, 0, stored.size()));
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path cursor : files.filter(file -> file.toString().endsWith(".cursor")).toList()) {
                String text = Files.readString(cursor);
                String old = text.replaceFirst("\"sent\":\\d+,\"present\":\\d+,", "");
                assertThat(old).isNotEqualTo(text);
                Files.writeString(cursor, old);
            }
        }
        assertThat(send(server.address(), false).totals())
                .isEqualTo(new SentTotals(0, stored.size(), stored.size()));
        server.close();
    }
}
