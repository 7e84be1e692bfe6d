package org.arenavault.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with a medium so that it can be verified anywhere. */
class CopyManifestTest {

    private static final int START = 8192;
    private static final int END = CopyExtents.SIZE + 50_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
            StopSignal.NEVER, UUID::randomUUID);

    /** A file with a copy in its midst, and the manifest of that. */
    private Path medium(String name) throws IOException {
        byte[] bytes = new byte[END + 4096];
        new Random(3).nextBytes(bytes);
        Path medium = Files.write(folder.resolve(name), bytes);
        CopyPlan plan = new CopyPlan(1, Instant.EPOCH, "test", new DeviceIdentity("/dev/a\nb", "device", END, 0,
                List.of("serial")), new DeviceIdentity(medium.toString(), "file", END, 1, List.of()), 8192,
                new ByteRange(START, END), new CopyPlan.Manner(CopyPlan.ReadBack.AFTER, 0));
        Path digests = Files.createFile(folder.resolve(name + ".digests"));
        try (ExtentDigests table = new ExtentDigests(Disks.REAL.openToWrite(digests));
                Storage text = Disks.REAL.create(folder.resolve(name + ".manifest"), 0)) {
            for (int i = 0; i < 2; i++) {
                ByteRange extent = new CopyExtents(plan.range()).at(i);
                var sha256 = Digests.sha256();
                sha256.update(bytes, (int) extent.start(), (int) extent.length());
                table.put(i, sha256.digest());
            }
            CopyManifest.write(new CopyRecord(plan, CopyState.begin(plan)), table, text);
        }
        return medium;
    }

    private static void flip(Path file, long at) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(file)) {
            byte[] one = storage.read(at, 1);
            one[0] ^= 1;
            storage.write(at, one);
        }
    }

    @Test
    void aMediumIsVerifiedByTheManifestBesideIt() throws IOException {
        Path medium = medium("disk");
        ManifestCheck.Result sound = ManifestCheck.run(medium, world);
        assertThat(sound.damaged()).isEmpty();
        assertThat(sound.source()).isEqualTo("/dev/a?b");
        assertThat(sound.range()).isEqualTo(new ByteRange(START, END));

        flip(medium, 0);
        flip(medium, END);
        assertThat(ManifestCheck.run(medium, world).damaged()).isEmpty();

        flip(medium, END - 1);
        assertThat(ManifestCheck.run(medium, world).damaged())
                .containsExactly(new ByteRange(START + CopyExtents.SIZE, END));
        try (Storage storage = Disks.REAL.openToWrite(medium)) {
            storage.truncate(END - 1);
        }
        assertThatThrownBy(() -> ManifestCheck.run(medium, world)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("another one, or was cut");
    }

    @Test
    void aManifestInWhichAnyByteIsAnotherOneIsRefused() throws IOException {
        Path medium = medium("disk");
        Path manifest = Manifests.beside(medium);
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            long at = random.nextLong(Files.size(manifest));
            flip(manifest, at);
            assertThatThrownBy(() -> ManifestCheck.run(medium, manifest, world)).as("byte %d", at)
                    .isInstanceOf(CorruptException.class);
            flip(manifest, at);
        }
        Files.delete(manifest);
        assertThatThrownBy(() -> ManifestCheck.run(medium, world)).isInstanceOf(UsageException.class);
    }

    @Test
    void whatLooksLikeAnotherEncodingIsNoManifest() throws IOException {
        byte[] text = "arenavault copy manifest 1\n\0\0\0{\0#\0\0\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> CopyManifest.read(new MemoryStorage(text))).isInstanceOf(CorruptException.class)
                .hasMessageContaining("no manifest");
    }

    @Test
    void theEndOfADeviceTakesAManifestOnlyWhereNothingElseLies() throws IOException {
        byte[] text = new byte[10_000];
        new Random(5).nextBytes(text);
        MemoryStorage manifest = new MemoryStorage(text);
        MemoryStorage device = new MemoryStorage(new byte[100_000]);
        assertThat(MediumManifest.find(device)).isEmpty();

        assertThat(MediumManifest.write(device, 90_000, manifest)).isFalse();
        assertThat(MediumManifest.write(device, 80_000, manifest)).isTrue();
        Storage found = MediumManifest.find(device).orElseThrow();
        assertThat(found.read(0, (int) found.size())).isEqualTo(text);
        assertThat(device.read(0, 80_000)).containsOnly(0);

        // a longer one takes its place, but not that of anything else
        MemoryStorage longer = new MemoryStorage(new byte[20_000]);
        device.write(75_000, new byte[] {1});
        assertThat(MediumManifest.write(device, 70_000, longer)).isFalse();
        device.write(75_000, new byte[] {0});
        assertThat(MediumManifest.write(device, 70_000, longer)).isTrue();
        assertThat(MediumManifest.find(device).orElseThrow().size()).isEqualTo(20_000);
    }
}
