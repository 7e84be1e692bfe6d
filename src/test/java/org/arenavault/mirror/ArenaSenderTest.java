package org.arenavault.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
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

    private TargetReport send(Dial target, boolean scanned) throws IOException {
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
                TargetReport report = send(server.address(), scanned);
                died = mortal.messages() > message;
                server.close();
                MortalStore found = mortal.restarted();
                VentiServer again = serve(found, port);
                long kept = found.blocks().size();
                TargetReport resumed = send(again.address(), scanned);
                assertThat(resumed.outcome()).as("death at message %d of %s", message, report)
                        .isEqualTo(TargetReport.Outcome.COMPLETE);
                assertHasAll(found);
                assertThat(resumed.moved().sentBlocks()).as("death at message %d", message)
                        .isEqualTo(stored.size() - kept);
                assertThat(send(again.address(), scanned).moved().sentBlocks()).isZero();
                again.close();
                deaths += died ? 1 : 0;
            }
            assertThat(deaths).isGreaterThan(stored.size() / STEP);
        }
    }
}
