package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.arenavault.changer.DiscPlace;
import org.arenavault.changer.OperatorSource;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Disk;
import org.arenavault.media.LabelReading;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackPlan;
import org.arenavault.media.TrackReader;
import org.arenavault.media.TrackWriter;
import org.arenavault.optical.AppendPoint;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder or disk that was full takes more once its file system has grown, or other files are gone. */
class RoomMadeTest {

    private static final int ARENAS = 4;
    private static final long MIB = (1 << 20) / Medium.BLOCK;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final SilentTerminal terminal = new SilentTerminal();
    private Vault vault;
    private Path images;
    /** Blocks of the file system, and of what others keep on it. */
    private long size;
    private long taken;

    @BeforeEach
    void makeSet() throws IOException {
        Path conf = SampleVenti.create(folder.resolve("venti"), ARENAS, 8192, 5, 3);
        images = Files.createDirectory(folder.resolve("images"));
        vault = new Vault(folder.resolve("vault"), Disks.REAL, new InstantClock());
        vault.create(BackupFixture.HOME, SetConfig.of(BackupFixture.HOME, new UUID(1, 1), new UUID(2, 2),
                new SetConfig.Source(conf.toString(), List.of(), "", false),
                new SetConfig.MediumChoice("removable-disk", SetConfig.Spare.NONE, 0, "")));
    }

    /** A folder on a file system of a size that the test chooses. */
    private final class SizedFolder implements Medium {

        private final Medium inner = Disk.folder(images, Disks.REAL);

        @Override
        public String drive() {
            return inner.drive();
        }

        private MediumState sized(MediumState state) {
            long free = Math.max(0, size - taken - state.appendPoint().start());
            return new MediumState(state.kind(), state.condition(), state.reason(), state.identity(),
                    state.discId(), state.tracks(), new AppendPoint(state.appendPoint().number(),
                            state.appendPoint().start(), free), size);
        }

        @Override
        public MediumState inspect() throws IOException {
            return sized(inner.inspect());
        }

        @Override
        public void begin(DiscIdentity identity) throws IOException {
            inner.begin(identity);
        }

        @Override
        public long blocksFor(long contents) {
            return inner.blocksFor(contents);
        }

        @Override
        public TrackWriter append(TrackPlan plan) throws IOException {
            return inner.append(plan);
        }

        @Override
        public TrackWriter resume(TrackPlan plan, TrackExtent open) throws IOException {
            return inner.resume(plan, open);
        }

        @Override
        public MediumState giveUp(TrackExtent open) throws IOException {
            return sized(inner.giveUp(open));
        }

        @Override
        public TrackReader read(TrackExtent track) throws IOException {
            return inner.read(track);
        }

        @Override
        public boolean labelsTracks() {
            return inner.labelsTracks();
        }

        @Override
        public LabelReading readLabel(TrackExtent track) throws IOException {
            return inner.readLabel(track);
        }

        @Override
        public void eject() throws IOException {
            inner.eject();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }

    private BackupResult backup() throws IOException {
        World world = World.unattended(terminal).with(new InstantClock());
        try (LockedSet locked = vault.open(BackupFixture.HOME).lock();
                ArenaSource arenas = ArenaSource.open(locked.config().source().partitions(Disks.REAL), Disks.REAL)) {
            return new Backup(locked, List.of(new OperatorSource("folder", DiscPlace.FOLDER, SizedFolder::new,
                    terminal)),
                    MediumDescription.read(Descriptions.ofUser(), "removable-disk"), world, BackupOptions.DEFAULT)
                    .run(arenas);
        }
    }

    private DiscRecord disc() throws IOException {
        return vault.open(BackupFixture.HOME).read().disc(1).orElseThrow();
    }

    @Test
    void aFileSystemThatHasGrown() throws IOException {
        size = 2 * MIB + 100;
        assertThatThrownBy(this::backup).isInstanceOf(OperatorNeededException.class);
        assertThat(disc().fullReason()).isEqualTo("full");
        size = 3 * MIB + 100;
        assertThatThrownBy(this::backup).isInstanceOf(OperatorNeededException.class);
        assertThat(disc().capacity()).isEqualTo(size);
        assertThat(disc().holding()).hasSize(3);
        size = 10 * MIB;
        assertThat(backup().done()).isTrue();
        assertThat(disc().holding()).hasSize(ARENAS);
        assertThat(disc().isAppendable()).isTrue();
        assertThat(terminal.said()).contains("home-001 takes more again: room was made on it");
        assertThat(vault.open(BackupFixture.HOME).read().discs()).hasSize(1);
    }

    /** The last arena that was recorded just fitted: nothing has said yet that the disc is full. */
    @Test
    void aFileSystemThatHasGrownBeforeItWasFound() throws IOException {
        size = 2 * MIB + 100;
        assertThatThrownBy(this::backup).isInstanceOf(OperatorNeededException.class);
        try (LockedSet locked = vault.open(BackupFixture.HOME).lock()) {
            locked.ledger().append(new LedgerEvent.Full(1, ""));
        }
        size = 10 * MIB;
        assertThat(backup().done()).isTrue();
        assertThat(disc().holding()).hasSize(ARENAS);
    }

    @Test
    void otherFilesThatAreGone() throws IOException {
        size = 20 * MIB;
        taken = 18 * MIB - 100;
        assertThatThrownBy(this::backup).isInstanceOf(OperatorNeededException.class);
        assertThat(disc().fullReason()).isEqualTo("full");
        taken = 0;
        assertThat(backup().done()).isTrue();
        assertThat(disc().holding()).hasSize(ARENAS);
    }
}
