package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;

/** A site with a set 'home' of a small venti, two arenas of 1 MiB on each of its discs. */
final class ProtectedSet {

    static final int PER_DISC = 2;

    private final Path folder;
    private final Site site;
    private final Path venti;
    private final int arenas;
    private final String device;
    private int restored;

    /** With so many arenas on disc, and so many discs in the recorder. */
    ProtectedSet(Path folder, int arenas, int discs) throws IOException {
        this.folder = folder;
        this.arenas = arenas;
        this.site = new Site(folder);
        this.venti = folder.resolve("venti");
        String conf = SampleVenti.create(venti, arenas, 8192, 5, 3).toString();
        this.device = site.recorder("recorder", "bd-r", discs, 8_000_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device, "--tracks-per-disc",
                Integer.toString(PER_DISC));
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

    /** The venti is gone; what its arenas were is known here alone. */
    List<byte[]> loseVenti() throws IOException {
        List<byte[]> known = new ArrayList<>();
        for (int i = 0; i < arenas; i++) {
            known.add(arena(venti, i));
        }
        Files.delete(venti.resolve("arenas0"));
        return known;
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

        /** All of these are back as they were, and no byte of any other stands anywhere. */
        void assertBack(List<byte[]> known, int... missing) throws IOException {
            List<Integer> gone = Arrays.stream(missing).boxed().toList();
            for (int i = 0; i < known.size(); i++) {
                byte[] back = gone.contains(i) ? new byte[0] : arena(store, i);
                assertThat(back).as("arena%d: %s", i, text()).isEqualTo(gone.contains(i) ? new byte[0] : known.get(i));
            }
            CommandRun list = new CommandRun();
            list.run("arenas", "list", store.resolve("arenas0").toString());
            gone.forEach(number -> assertThat(list.printed()).doesNotContainPattern(
                    "\\barena%d\\b.*sealed".formatted(number)));
            try (var files = Files.list(store)) {
                assertThat(files.map(file -> file.getFileName().toString())).as(text())
                        .noneMatch(name -> name.contains(".salvage-"));
            }
        }
    }

    Restored restoreBare() throws IOException {
        return new Restored("-d", device);
    }

    Restored restoreGuided() throws IOException {
        return new Restored("home");
    }
}
