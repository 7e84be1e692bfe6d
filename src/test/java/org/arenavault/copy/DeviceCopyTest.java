package org.arenavault.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.AssumeYes;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Crash;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a device, and everything that happens to one. */
class DeviceCopyTest {

    private static final int BLOCK = 8192;
    private static final long SIZE = 2L * CopyExtents.SIZE + 3 * BLOCK;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Path source;
    private Path destination;

    @BeforeEach
    void prepare() throws IOException {
        source = folder.resolve("source");
        destination = folder.resolve("destination");
        write(source, SIZE - 1, new byte[1]);
        write(source, 0, random(1, 100_000));
        write(source, 5L << 20, random(2, 3 << 20));
        write(source, CopyExtents.SIZE - 5000, random(3, 10_000));
        write(source, SIZE - 5000, random(4, 5000));
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void write(Path path, long at, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private static World world(Disks disks) {
        return new World(new SystemClock(), disks, new AssumeYes(new SilentTerminal()), Progress.SILENT,
                StopSignal.NEVER, UUID::randomUUID);
    }

    private Copies copies(Disks disks) {
        return new Copies(folder.resolve("vault"), disks);
    }

    private CopyFolder plan(Disks disks, long start, long end) throws IOException {
        CopyPlanner.Wish wish = new CopyPlanner.Wish(source, destination, start, end, BLOCK,
                CopyPlanner.Wish.Room.NEED, new CopyPlan.Manner(CopyPlan.ReadBack.AFTER, 0), "test");
        return new CopyPlanner(copies(disks), new DeviceTable(disks), world(disks)).plan(wish);
    }

    private CopyRecord work(Disks disks, CopyFolder copy) throws IOException {
        CopyFolder same = copies(disks).find(Integer.toString(copy.number()));
        return new CopyWorker(copies(disks), same, new DeviceTable(disks), world(disks)).run();
    }

    private CopyRecord copy(Disks disks) throws IOException {
        return work(disks, plan(disks, 0, Long.MAX_VALUE));
    }

    @Test
    void aCopyIsEqualReadBackAndAsSparseAsItsSource() throws IOException {
        CopyRecord record = copy(Disks.REAL);

        assertThat(record.isVerified()).isTrue();
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
        assertThat(record.state().zeros()).isGreaterThan(SIZE - (8L << 20));
        assertThat((Long) Files.getAttribute(destination, "unix:ino")).isPositive();
    }

    @Test
    void digestsAreThoseOfTheExtents() throws Exception {
        CopyFolder copy = plan(Disks.REAL, 0, Long.MAX_VALUE);
        work(Disks.REAL, copy);

        try (ExtentDigests digests = copy.digestsToRead(); FileChannel channel = FileChannel.open(source)) {
            for (int i = 0; i < 3; i++) {
                ByteRange extent = new CopyExtents(new ByteRange(0, SIZE)).at(i);
                var sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(channel.map(FileChannel.MapMode.READ_ONLY, extent.start(), extent.length()));
                assertThat(digests.get(i)).isEqualTo(sha256.digest());
            }
        }
    }

    @Test
    void anExistingFileIsOverwrittenInItsRangeAloneEvenWithZeros() throws IOException {
        byte[] old = random(9, 40 * BLOCK);
        write(destination, 0, old);
        CopyFolder copy = plan(Disks.REAL, 2 * BLOCK, 20 * BLOCK);

        assertThat(work(Disks.REAL, copy).isVerified()).isTrue();

        byte[] expected = old.clone();
        try (var storage = Disks.REAL.openToRead(source)) {
            System.arraycopy(storage.read(2 * BLOCK, 18 * BLOCK), 0, expected, 2 * BLOCK, 18 * BLOCK);
        }
        assertThat(Files.readAllBytes(destination)).isEqualTo(expected);
    }

    @Test
    void aProcessThatDiesAnywhereLosesNothingButWork() throws IOException {
        cut(source, CopyExtents.SIZE + 3 * BLOCK);
        CrashPoints counting = CrashPoints.none();
        copy(counting.disks());
        long steps = counting.steps();
        assertThat(steps).isGreaterThan(10);
        for (long step = 0; step < steps; step++) {
            for (CrashPoints.When when : List.of(CrashPoints.When.DURING, CrashPoints.When.AFTER)) {
                Files.deleteIfExists(destination);
                CrashPoints points = CrashPoints.at(step, when);
                try {
                    copy(points.disks());
                } catch (Crash e) {
                    List<CopyFolder> all = copies(Disks.REAL).all();
                    CopyFolder last = all.get(all.size() - 1);
                    CopyRecord record = last.load().state().status().isOpen() ? work(Disks.REAL, last)
                            : copy(Disks.REAL);
                    assertThat(record.isVerified()).as("step %d %s", step, when).isTrue();
                }
                assertThat(Files.mismatch(source, destination)).as("step %d %s", step, when).isEqualTo(-1);
            }
        }
    }

    @Test
    void whatACrashLeftBehindTheDurablePartDoesNotStayWhereTheSourceHasBecomeZero() throws IOException {
        CopyFolder copy = plan(Disks.REAL, 0, Long.MAX_VALUE);
        write(destination, 1 << 20, random(5, 1000));

        work(Disks.REAL, copy);

        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
    }

    @Test
    void aPauseStopsAtTheLastExtentAndResumeGoesOn() throws IOException {
        FaultyDisks disks = new FaultyDisks();
        CopyFolder copy = plan(disks.disks(), 0, Long.MAX_VALUE);
        disks.onWrite(() -> request(copy));

        assertThat(work(disks.disks(), copy).state().status()).isEqualTo(CopyStatus.PAUSED);
        assertThatThrownBy(() -> plan(disks.disks(), 0, Long.MAX_VALUE)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not at its end");
        disks.onWrite(() -> { });
        CopyResumption.resume(copy);

        assertThat(work(disks.disks(), copy).isVerified()).isTrue();
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
    }

    private static void request(CopyFolder copy) {
        try {
            copy.request(CopyFolder.Request.PAUSE);
            Thread.sleep(110);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void placesThatCannotBeReadAreReadAgainThenZeroAndListedByBlock() throws IOException {
        long bad = (5L << 20) + 7 * BLOCK;
        FaultyDisks disks = new FaultyDisks().unreadable(source, new ByteRange(bad + 100, bad + 101), 1_000_000);

        CopyRecord record = copy(disks.disks());

        assertThat(record.state().bad()).containsExactly(new ByteRange(bad, bad + BLOCK));
        assertThat(record.state().status()).isEqualTo(CopyStatus.DONE);
        assertThat(record.state().reason()).contains("8192 bytes of the source could not be read");
        try (var copied = Disks.REAL.openToRead(destination)) {
            assertThat(copied.read(bad, BLOCK)).containsOnly(0);
        }
        assertThat(Files.mismatch(source, destination)).isBetween(bad, bad + BLOCK);
    }

    @Test
    void aPlaceThatCanBeReadAtTheThirdAttemptIsNotBad() throws IOException {
        FaultyDisks disks = new FaultyDisks().unreadable(source, new ByteRange(6L << 20, (6L << 20) + 1), 9);

        assertThat(copy(disks.disks()).state().bad()).isEmpty();
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
    }

    @Test
    void aDestinationThatIsGoneParksTheCopyAndAnotherOneInItsPlaceIsRefused() throws IOException {
        FaultyDisks disks = new FaultyDisks();
        CopyFolder copy = plan(disks.disks(), 0, Long.MAX_VALUE);
        disks.unwritable(destination, "No such device");

        assertThatThrownBy(() -> work(disks.disks(), copy)).isInstanceOf(OperatorNeededException.class);
        assertThat(copy.load().state().status()).isEqualTo(CopyStatus.DETACHED);
        disks.repair();
        Path right = folder.resolve("right");
        Files.move(destination, right);
        write(destination, SIZE - 1, new byte[1]);
        CopyResumption.resume(copy);
        assertThatThrownBy(() -> work(disks.disks(), copy)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not the destination of copy 1");
        Files.move(right, destination, StandardCopyOption.REPLACE_EXISTING);

        assertThat(work(disks.disks(), copy).isVerified()).isTrue();
    }

    @Test
    void anotherDestinationIsKnownByWhatIsOnItOnceSomethingIsThere() throws IOException {
        CopyFolder copy = plan(Disks.REAL, 0, Long.MAX_VALUE);
        CopyRecord done = work(Disks.REAL, copy);
        copy.save(done.with(new CopyState(CopyStatus.PAUSED, CopyPhase.COPYING,
                new CopyState.Coverage(CopyExtents.SIZE, 0, List.of(), List.of()), "", done.state().ends(), 0, 0,
                done.state().updated())));
        write(destination, 1000, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> work(Disks.REAL, copy)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not the destination of copy 1");
    }

    @Test
    void aFullDestinationIsAFailureThatCanBeResumed() throws IOException {
        FaultyDisks disks = new FaultyDisks();
        CopyFolder copy = plan(disks.disks(), 0, Long.MAX_VALUE);
        disks.unwritable(destination, "No space left on device");

        assertThatThrownBy(() -> work(disks.disks(), copy)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("No space left on device; make room");
        assertThat(copy.load().state().status()).isEqualTo(CopyStatus.FAILED);
        disks.repair();
        CopyResumption.resume(copy);

        assertThat(work(disks.disks(), copy).isVerified()).isTrue();
    }

    @Test
    void whatOnceCouldNotBeForcedToDiskIsCopiedAgainWhateverTheSystemSaysLater() throws IOException {
        for (String why : List.of("No space left on device", "Input/output error")) {
            Files.deleteIfExists(destination);
            FaultyDisks disks = new FaultyDisks();
            CopyFolder copy = plan(disks.disks(), 0, Long.MAX_VALUE);
            disks.failNextForce(why);

            assertThatThrownBy(() -> work(disks.disks(), copy)).isInstanceOf(VaultException.class);

            assertThat(copy.load().state().position()).as(why).isZero();
            assertThat(copy.load().state().status()).isIn(CopyStatus.FAILED, CopyStatus.DETACHED);
            CopyResumption.resume(copy);
            assertThat(work(disks.disks(), copy).isVerified()).isTrue();
            assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
        }
    }

    @Test
    void aSourceThatShrinksOrIsAnotherOneIsNoticed() throws IOException {
        FaultyDisks disks = new FaultyDisks();
        CopyFolder copy = plan(disks.disks(), 0, Long.MAX_VALUE);
        disks.onWrite(() -> cut(source, SIZE - 10_000));
        assertThatThrownBy(() -> work(disks.disks(), copy)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("has become shorter");
        assertThat(copy.load().state().status()).isEqualTo(CopyStatus.FAILED);

        disks.onWrite(() -> { });
        CopyResumption.resume(copy);
        assertThatThrownBy(() -> work(disks.disks(), copy)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("shorter");

        write(source, SIZE - 1, new byte[1]);
        write(source, 50, new byte[] {1, 2, 3, 4});
        CopyResumption.resume(copy);
        assertThatThrownBy(() -> work(disks.disks(), copy)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not the source of copy 1");
    }

    private static void cut(Path path, long size) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aByteThatChangedIsFoundLaterAndItsBlockNamed() throws IOException {
        CopyFolder copy = plan(Disks.REAL, 0, Long.MAX_VALUE);
        work(Disks.REAL, copy);
        long place = CopyExtents.SIZE + 123 * BLOCK + 17L;
        write(destination, place, new byte[] {1});
        CopyResumption.verify(copy);

        CopyRecord record = work(Disks.REAL, copy);

        assertThat(record.state().status()).isEqualTo(CopyStatus.FAILED);
        assertThat(record.state().damaged())
                .containsExactly(new ByteRange(place / BLOCK * BLOCK, place / BLOCK * BLOCK + BLOCK));

        Files.move(source, folder.resolve("away"));
        CopyResumption.verify(copy);
        assertThat(work(Disks.REAL, copy).state().damaged())
                .containsExactly(new ByteRange(CopyExtents.SIZE, 2L * CopyExtents.SIZE));

        Files.move(folder.resolve("away"), source);
        CopyResumption.resume(copy);
        assertThat(work(Disks.REAL, copy).isVerified()).isTrue();
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
    }

    @Test
    void aSourceThatHasGrownIsCopiedOnFromWhereItEnded() throws IOException {
        CopyFolder copy = plan(Disks.REAL, 0, Long.MAX_VALUE);
        work(Disks.REAL, copy);
        write(source, SIZE, random(7, 70_000));
        DeviceTable devices = new DeviceTable(Disks.REAL);
        CopyResumption.extend(copy, SIZE + 70_000, devices, Disks.REAL);

        assertThat(copy.load().state().position()).isEqualTo(2L * CopyExtents.SIZE);
        assertThat(work(Disks.REAL, copy).isVerified()).isTrue();
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
        assertThatThrownBy(() -> CopyResumption.extend(copy, SIZE + 80_000, devices, Disks.REAL))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void theEndOfASourceThatWasInUseIsCopiedAgainAndTheRestLeftAlone() throws IOException {
        CopyFolder copy = plan(Disks.REAL, 0, Long.MAX_VALUE);
        work(Disks.REAL, copy);
        write(source, SIZE - 3000, random(8, 2000));
        byte[] mark = {7};
        write(destination, 3L << 20, mark);
        CopyResumption.refresh(copy, SIZE - 3000);
        assertThat(copy.load().state().position()).isEqualTo(2L * CopyExtents.SIZE);
        assertThat(work(Disks.REAL, copy).isVerified()).isTrue();
        assertThat(Files.mismatch(source, destination)).isEqualTo(3L << 20);

        write(source, 10, mark);
        CopyResumption.refresh(copy, SIZE - 3000);
        assertThatThrownBy(() -> work(Disks.REAL, copy)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not the source of copy 1");
        assertThatThrownBy(() -> CopyResumption.refresh(copy, SIZE)).isInstanceOf(UsageException.class);
    }

    @Test
    void aSourceWithAnotherLastMebibyteIsAnotherOne() throws IOException {
        CopyFolder copy = plan(Disks.REAL, 0, Long.MAX_VALUE);
        CopyRecord done = work(Disks.REAL, copy);
        copy.save(done.with(new CopyState(CopyStatus.PAUSED, CopyPhase.COPYING,
                new CopyState.Coverage(CopyExtents.SIZE, 0, List.of(), List.of()), "", done.state().ends(), 0, 0,
                done.state().updated())));
        write(source, SIZE - 1, new byte[] {9, 9, 9});
        cut(source, SIZE);

        assertThatThrownBy(() -> work(Disks.REAL, copy)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not the source of copy 1");
    }

    @Test
    void aReadTestWritesNothing() throws IOException {
        destination = Path.of(CopyPlanner.NULL);
        FaultyDisks disks = new FaultyDisks().unreadable(source, new ByteRange(0, 1), 1_000_000);

        CopyRecord record = copy(disks.disks());

        assertThat(record.state().bad()).containsExactly(new ByteRange(0, BLOCK));
        assertThat(record.isVerified()).isFalse();
        assertThat(Path.of(CopyPlanner.NULL)).doesNotExist();
    }

    @Test
    void whatCannotBeCopiedIsRefusedBeforeAnythingIsWritten() throws IOException {
        Files.createLink(destination, source);
        assertThatThrownBy(() -> plan(Disks.REAL, 0, Long.MAX_VALUE)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("are the same");
        Files.delete(destination);
        assertThatThrownBy(() -> plan(Disks.REAL, 0, SIZE + 1)).isInstanceOf(UsageException.class);
        assertThat(destination).doesNotExist();
        write(destination, 100, new byte[1]);
        assertThatThrownBy(() -> plan(Disks.REAL, 0, Long.MAX_VALUE)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("--clamp");
        assertThat(copies(Disks.REAL).all()).isEmpty();
    }
}
