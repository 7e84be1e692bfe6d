package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;

/** A site with a set 'home' of a small venti, with some arenas of 1 MiB on each of its discs. */
final class ProtectedSet {

    private final Path folder;
    private final Site site;
    private final Path venti;
    private final int arenas;
    private final String device;
    private int restored;

    /** With so many arenas, two on a disc, and so many discs in the recorder. */
    ProtectedSet(Path folder, int arenas, int discs) throws IOException {
        this(folder, arenas, 2, discs, 8_000_000);
    }

    /** The same with so many on a disc, and so many bytes of it. */
    ProtectedSet(Path folder, int arenas, int perDisc, int discs, long capacity) throws IOException {
        this.folder = folder;
        this.arenas = arenas;
        this.site = new Site(folder);
        this.venti = folder.resolve("venti");
        String conf = SampleVenti.create(venti, arenas, 8192, 5, 3).toString();
        this.device = site.recorder("recorder", "bd-r", discs, capacity);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device, "--tracks-per-disc",
                Integer.toString(perDisc));
        site.done("backup", "home");
    }

    Site site() {
        return site;
    }

    String device() {
        return device;
    }

    Path venti() {
        return venti;
    }

    /** The bytes of an arena in a store. */
    private static byte[] arena(Path store, int number) {
        CommandRun extract = new CommandRun();
        extract.run("arenas", "extract", store.resolve("arenas0").toString(), "arena" + number);
        return extract.printedBytes();
    }

    /** Changes a byte of an arena's track on a disc; the arena is the only one, or the first. */
    void damage(int disc, long at) throws IOException {
        Path data = site.path("recorder").resolve("%03d.disc".formatted(disc)).resolve("data");
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            flip(file, at);
        }
    }

    /** Changes a byte of an arena in the venti. */
    void rot(int arena, long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(venti.resolve("arenas0").toFile(), "rw")) {
            // behind the partition's head and its table
            flip(file, file.length() - (arenas + 2 - arena) * (1L << 20) + at);
        }
    }

    private static void flip(RandomAccessFile file, long at) throws IOException {
        file.seek(at);
        int was = file.read();
        file.seek(at);
        file.write(was ^ 1);
    }

    /** A disc is gone. */
    void lose(int disc) {
        try {
            Path recorder = site.path("recorder");
            try (EmulatedRecorder open = EmulatedRecorder.open(recorder, new InstantClock())) {
                List<EmulatedRecorder.Disc> discs = open.discs();
                open.insert(discs.get(discs.size() - 1).name());
            }
            QuickFolder.remove(recorder.resolve("%03d.disc".formatted(disc)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the arenas are. */
    List<byte[]> known() {
        List<byte[]> known = new ArrayList<>();
        for (int i = 0; i < arenas; i++) {
            known.add(arena(venti, i));
        }
        return known;
    }

    /** The venti is gone; what its arenas were is known here alone. */
    List<byte[]> loseVenti() throws IOException {
        List<byte[]> known = known();
        Files.delete(venti.resolve("arenas0"));
        return known;
    }

    /** Nothing that was made for a disc is left. */
    void assertNothingStaged() throws IOException {
        Path staging = site.ledger("home").resolveSibling("staging");
        if (Files.exists(staging)) {
            try (Stream<Path> files = Files.list(staging)) {
                assertThat(files).isEmpty();
            }
        }
    }

    /** A restore into an empty folder. */
    final class Restored {

        private final Path store;
        private final Site.Outcome outcome;

        private Restored(String... set) throws IOException {
            store = Files.createDirectories(folder.resolve("back" + restored++));
            Path conf = Files.copy(venti.resolve("venti.conf"), store.resolve("venti.conf"));
            List<String> words = new ArrayList<>(List.of("restore"));
            words.addAll(Arrays.asList(set));
            words.addAll(List.of("--conf", conf.toString(), "--format", "--spare-arenas", "0"));
            outcome = site.run(words.toArray(String[]::new));
        }

        Site.Outcome outcome() {
            return outcome;
        }

        String text() {
            return outcome.said() + "\n" + outcome.out();
        }

        /** All of these are back as they were, no byte of any other stands anywhere, and nothing is left over. */
        void assertBack(List<byte[]> known, int... missing) throws IOException {
            List<Integer> gone = Arrays.stream(missing).boxed().toList();
            for (int i = 0; i < known.size(); i++) {
                if (gone.contains(i)) {
                    assertLacks(i);
                } else {
                    assertBack(i, known.get(i));
                }
            }
            try (Stream<Path> files = Files.list(store)) {
                assertThat(files.map(file -> file.getFileName().toString())).as(text())
                        .noneMatch(name -> name.contains(".salvage-"));
            }
        }

        void assertBack(int number, byte[] bytes) {
            assertThat(arena(store, number)).as("arena%d: %s", number, text()).isEqualTo(bytes);
        }

        void assertLacks(int number) {
            assertThat(arena(store, number)).as("arena%d: %s", number, text()).isEmpty();
        }
    }

    Restored restoreBare() throws IOException {
        return new Restored("-d", device);
    }

    Restored restoreGuided() throws IOException {
        return new Restored("home");
    }
}
