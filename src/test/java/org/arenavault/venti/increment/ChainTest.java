package org.arenavault.venti.increment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.increment.ChainEnd.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the next increment begins, and why. */
class ChainTest {

    private static final UUID FRESH = new UUID(7, 7);

    private final List<RecordedIncrement> recorded = new ArrayList<>();

    /** Records the clumps up to now, from {@code from} on, in pieces of {@code clumps}. */
    private void record(SampleLog log, int from, int clumps, UUID chain) throws IOException {
        ActiveArena active = log.read();
        for (int i = from; i < log.clumps(); i += clumps) {
            long until = i + clumps < log.clumps() ? log.offset(i + clumps) : Long.MAX_VALUE;
            ClumpRun run = active.run(new ClumpPlace(log.offset(i), i), until, Long.MAX_VALUE, SampleLog.SILENT);
            long sequence = 10L + recorded.size();
            recorded.add(new RecordedIncrement(sequence,
                    new NewIncrement(active, run, "arenas0", chain, sequence).origin()));
        }
    }

    private ChainEnd end(SampleLog log) throws IOException {
        return Chain.end(log.read(), recorded, () -> FRESH);
    }

    @Test
    void theFirstIncrementBeginsAChainAndNothingIsSaid() throws IOException {
        assertThat(end(new SampleLog(8192, 5, 1).append(10).flush())).isEqualTo(new ChainEnd(FRESH, ClumpPlace.START,
                Long.MAX_VALUE, Optional.of(Cause.FIRST), ""));
    }

    @Test
    void theNextIncrementGoesOnBehindTheLast() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 2).append(30).flush();
        record(log, 0, 10, SampleLog.CHAIN);
        log.append(20).flush();

        ChainEnd end = end(log);

        assertThat(end.cause()).isEmpty();
        assertThat(end.chain()).isEqualTo(SampleLog.CHAIN);
        assertThat(end.place()).isEqualTo(new ClumpPlace(log.offset(30), 30));
        assertThat(end.isNewChain()).isFalse();
    }

    @Test
    void incrementsOfOtherArenasArePassedOver() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 3).append(30).flush();
        record(log, 0, 30, SampleLog.CHAIN);
        IncrementOrigin o = recorded.get(0).origin();
        ArenaForm other = new ArenaForm("arena8", o.form().size(), 8192, 5, o.form().clumpMagic());
        recorded.add(new RecordedIncrement(99, new IncrementOrigin(other, "", 0, 0, o.to(), o.clumps(),
                UUID.randomUUID(), o.entries())));

        assertThat(end(log).place().ordinal()).isEqualTo(30);
    }

    /** Clumps that the tail did not know when they were recorded, and does not know yet. */
    @Test
    void clumpsBehindTheTailsEndAreComparedByTheirHeaders() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 4).append(30).flush().append(10);
        record(log, 0, 40, SampleLog.CHAIN);

        assertThat(end(log).place()).isEqualTo(new ClumpPlace(log.offset(39) + 38 + log.entry(39).size(), 40));
    }

    @Test
    void aDirectoryThatIsWrongWhereClumpsAreRightBeginsNoNewChain() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 5).append(30).flush();
        record(log, 0, 30, SampleLog.CHAIN);
        log.clearEntry(7);
        assertThat(end(log).cause()).isEmpty();
        log.swapEntries(11, 12);

        assertThat(end(log).cause()).isEmpty();
        assertThat(end(log).place().ordinal()).isEqualTo(30);
    }

    @Test
    void anArenaThatWasRolledBackBeginsAnew() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 6).append(30).flush();
        MemoryStorage before = MemoryStorage.copyOf(log.storage());
        log.append(20).flush();
        record(log, 0, 25, SampleLog.CHAIN);
        Arena old = new Arena(before, "arena7", 0, before.size(), 8192);

        ChainEnd end = Chain.end(ActiveArena.read(old, Patience.NONE, StopSignal.NEVER), recorded, () -> FRESH);

        assertThat(end.cause()).contains(Cause.ROLLED_BACK);
        assertThat(end.isNewChain()).isTrue();
        assertThat(end.chain()).isEqualTo(FRESH);
        assertThat(end.reason()).isEqualTo(("memory: arena arena7: its clumps at %d-%d are not those of the increments "
                + "any more: it was rolled back or formatted anew; they begin at 0 again")
                .formatted(log.offset(25), log.used()));
    }

    /** Rolled back and filled again: as long as before, with other clumps. */
    @Test
    void otherClumpsOfTheSameLengthAreSeen() throws IOException {
        SampleLog log = new SampleLog(8192, 4, 7).append(30).flush();
        record(log, 0, 30, SampleLog.CHAIN);

        assertThat(end(new SampleLog(8192, 4, 8).append(60).flush()).cause()).contains(Cause.ROLLED_BACK);
    }

    @Test
    void anArenaThatWasFormattedAnewBeginsAnew() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 9).append(30).flush();
        record(log, 0, 30, SampleLog.CHAIN);

        ChainEnd end = end(new SampleLog(8192, 5, 10).append(30).flush());

        assertThat(end.cause()).contains(Cause.REFORMATTED);
        assertThat(end.reason()).startsWith("memory: arena arena7: was formatted anew: 1048576 bytes with the clump ")
                .endsWith("its increments begin at 0 again");
        assertThat(end(new SampleLog(512, 5, 9).append(30).flush()).cause()).contains(Cause.REFORMATTED);
    }

    @Test
    void anIncrementInTheMiddleThatIsLostIsMadeAgainUpToTheNextOne() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 11).append(40).flush();
        record(log, 0, 10, SampleLog.CHAIN);
        recorded.remove(2);

        ChainEnd end = end(log);

        assertThat(end.cause()).contains(Cause.GAP);
        assertThat(end.isNewChain()).isFalse();
        assertThat(end.chain()).isEqualTo(SampleLog.CHAIN);
        assertThat(end.place()).isEqualTo(new ClumpPlace(log.offset(20), 20));
        assertThat(end.until()).isEqualTo(log.offset(30));
        record(log, 20, 10, SampleLog.CHAIN);
        assertThat(end(log).place().ordinal()).isEqualTo(40);
    }

    @Test
    void anIncrementAtTheBeginningThatIsLostBeginsANewChain() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 12).append(40).flush();
        record(log, 0, 10, SampleLog.CHAIN);
        recorded.remove(0);

        ChainEnd end = end(log);

        assertThat(end.cause()).contains(Cause.LOST);
        assertThat(end.isNewChain()).isTrue();
        assertThat(end.reason()).isEqualTo(
                "memory: arena arena7: its increment at 0 is lost; its increments begin at 0 again");
    }

    @Test
    void theNewestChainAloneMatters() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 13).append(40).flush();
        record(log, 0, 40, new UUID(3, 3));
        record(log, 0, 20, SampleLog.CHAIN);
        recorded.remove(2);

        assertThat(end(log).place().ordinal()).isEqualTo(20);
        assertThat(end(log).chain()).isEqualTo(SampleLog.CHAIN);
    }

    /** An increment ended before damage that nobody knows, and the next began behind it: the chain is whole. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void damageBetweenTwoIncrementsIsNoGap(boolean knownLater) throws IOException {
        SampleLog log = new SampleLog(8192, 5, 14).append(40).flush();
        for (int i = 18; i < 20; i++) {
            log.damageHeader(i);
            log.clearEntry(i);
        }
        ActiveArena active = log.read();
        for (ClumpRun run : SampleLog.runs(active, ClumpPlace.START, Long.MAX_VALUE)) {
            long sequence = 5L + recorded.size();
            recorded.add(new RecordedIncrement(sequence,
                    new NewIncrement(active, run, "arenas0", SampleLog.CHAIN, sequence).origin()));
        }
        // the writer writes the directory's block as it has it: now it tells of the two
        log.append(5).flush();
        if (!knownLater) {
            log.clearEntry(18);
            log.clearEntry(19);
        }

        assertThat(recorded).hasSize(2);
        assertThat(end(log).cause()).isEmpty();
        assertThat(end(log).place()).isEqualTo(new ClumpPlace(log.offset(40), 40));
        recorded.remove(1);
        assertThat(end(log).place()).isEqualTo(new ClumpPlace(log.offset(18), 18));
    }

    /** Whatever grows, is damaged, lost or recorded in pieces: every clump is in an increment that counts. */
    @Test
    void runsAndChainsTogetherLeaveNothingOut() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            recorded.clear();
            SampleLog log = new SampleLog(512, 5, seed);
            for (int round = 0; round < 6; round++) {
                log.append(1 + random.nextInt(30)).flush().append(random.nextInt(2));
                if (round > 0 && random.nextInt(3) == 0) {
                    recorded.remove(random.nextInt(recorded.size()));
                }
                if (random.nextInt(3) == 0) {
                    int bad = random.nextInt(log.clumps());
                    log.damage(bad);
                    if (random.nextBoolean()) {
                        log.clearEntry(bad);
                    }
                }
                backup(log, 4000 + random.nextInt(40_000));
            }
            for (int i = 0; i < log.clumps(); i++) {
                long at = log.offset(i);
                boolean there = recorded.stream().anyMatch(one -> one.origin().from() <= at && at < one.origin().to());
                assertThat(there || !log.isWhole(i)).as("seed %d, clump %d", seed, i).isTrue();
            }
        }
    }

    /** What a backup does: one increment after the other until there is nothing new. */
    private void backup(SampleLog log, long limit) throws IOException {
        ActiveArena active = log.read();
        NewClumps fresh = new NewClumps(active, UUID::randomUUID);
        for (Optional<NewClumps.Part> part = fresh.next(recorded, limit, SampleLog.SILENT); part.isPresent();
                part = fresh.next(recorded, limit, SampleLog.SILENT)) {
            long sequence = 1 + recorded.stream().mapToLong(RecordedIncrement::sequence).max().orElse(0);
            recorded.add(new RecordedIncrement(sequence, new NewIncrement(active, part.get().run(), "arenas0",
                    part.get().end().chain(), sequence).origin()));
        }
    }
}
