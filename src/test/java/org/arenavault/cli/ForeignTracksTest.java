package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.FileStorage;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ContentLabel;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.FlatJson;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackPlan;
import org.arenavault.media.TrackWriter;
import org.arenavault.optical.QuickFolder;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.ActiveArena;
import org.arenavault.venti.increment.NewClumps;
import org.arenavault.venti.increment.NewIncrement;
import org.arenavault.venti.increment.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disc with an arena and three tracks behind it that carry something else: an increment, a kind that nobody knows,
 * and one whose label is of a form that nobody knows. They are occupied, passed over and named; nothing takes them
 * for arenas, although an increment is one.
 */
class ForeignTracksTest {

    private static final List<String> NAMED = List.of("track 2 carries content of the kind 'increment', arena1@0.7",
            "track 3 carries content of the kind 'frob', frob", "track 4 carries a label of the form 3, which a newer "
                    + "version wrote");

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private String device;

    @BeforeEach
    void record() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 1);
        device = site.recorder("rec", "bd-r", 3, 12_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", device);
        site.done("backup", "home");
        World world = World.unattended(new SilentTerminal());
        try (DiscSource discs = new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity())
                .discs(DeviceName.parse(device), DriveUse.DEFAULT, world);
                Medium medium = discs.first(new DiscRequest.Any("to add to")).orElseThrow()) {
            increment(medium);
            append(medium, new byte[100_000], new TrackContent("frob", "frob", 100_000, "ab".repeat(32),
                    new FlatJson().put("colour", "green")));
            append(medium, new byte[100_000], new TrackContent("later", "later", 100_000, "cd".repeat(32),
                    new FlatJson()));
        }
        relabel();
    }

    /** The clumps of the active arena as a sealed arena of their own. */
    private void increment(Medium medium) throws IOException {
        try (Storage storage = FileStorage.openToRead(temp.resolve("venti/arenas0"));
                ArenaPartition partition = ArenaPartition.open(storage)) {
            Arena arena = partition.find("arena1").orElseThrow();
            ActiveArena active = ActiveArena.read(arena, Patience.NOT_NEEDED, StopSignal.NEVER);
            Progress.Stage silent = Progress.SILENT.begin("", 0);
            NewClumps.Part part = new NewClumps(active, UUID::randomUUID).next(List.of(), Long.MAX_VALUE, silent)
                    .orElseThrow();
            NewIncrement made = new NewIncrement(active, part.run(), "arenas0", part.end().chain(), 7);
            MemoryStorage image = new MemoryStorage((int) made.size());
            Score seal = made.write(image, silent, StopSignal.NEVER);
            append(medium, image.read(0, (int) image.size()),
                    IncrementFields.content(made.name(), made.size(), seal, made.origin()));
        }
    }

    static void append(Medium medium, byte[] bytes, TrackContent content) throws IOException {
        MediumState state = medium.inspect();
        DiscIdentity disc = Recognition.of(medium, state).labelled().orElseThrow().disc();
        TrackPlan plan = new TrackPlan(new ContentLabel(disc, state.appendPoint().number(),
                state.appendPoint().start(), content, 5, Instant.EPOCH, disc.number()),
                medium.blocksFor(bytes.length));
        try (TrackWriter writer = medium.append(plan)) {
            for (int at = 0; at < bytes.length; at += writer.unit()) {
                writer.write(ByteBuffer.wrap(bytes, at, Math.min(writer.unit(), bytes.length - at)));
            }
            writer.finish();
            writer.closeTrack();
        }
    }

    /** The last label becomes one of the form 3, which nobody knows. */
    private void relabel() throws IOException {
        Path data = temp.resolve("rec/001.disc/data");
        byte[] disc = Files.readAllBytes(data);
        String text = new String(disc, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf("arenavault label 2\n");
        disc[at + "arenavault label ".length()] = '3';
        Files.write(data, disc);
    }

    private static void assertNamed(String said, String before) {
        NAMED.forEach(name -> assertThat(said).contains(before + name));
    }

    @Test
    void aVerificationReadsTheArenasAlone() {
        Site.Outcome verify = site.run("verify", "home");

        assertThat(verify.code()).as(verify.said()).isZero();
        assertNamed(verify.said(), "home-001 ");
        assertThat(site.run("status", "home").code()).isZero();
    }

    @Test
    void aRebuildCountsThemAsOccupiedAndABackupGoesOnBehindThem() throws IOException {
        QuickFolder.remove(temp.resolve("vault"));
        site.done("init", "other", "--conf", conf.toString(), "--medium", "bd-r", "--device", "dir:" + temp);

        Site.Outcome rebuilt = site.run("set", "rebuild", "home", "-d", device);

        assertThat(rebuilt.code()).as(rebuilt.said()).isZero();
        NAMED.subList(1, 3).forEach(name -> assertThat(rebuilt.said()).contains("home-001 " + name));
        assertThat(site.done("disc", "show", "home", "1")).containsPattern("track +2 .*closed.* arena1@0.7");
        assertThat(site.done("disc", "show", "home", "1")).contains("carries content of the kind 'frob', frob");
        assertThat(site.done("verify", "home", "-d", device)).isNotNull();
        assertThat(site.done("status", "home")).isNotNull();
        SampleVenti.create(temp.resolve("more"), 2, 8192, 5, 1);
        Files.copy(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"),
                StandardCopyOption.REPLACE_EXISTING);
        site.done("set", "adopt", "home", "--conf", conf.toString());
        site.done("backup", "home", "-d", device);
        assertThat(site.done("disc", "show", "home", "1")).containsPattern("track +5 .*arena1");
    }

    @Test
    void aRestoreFromTheDiscAloneTakesTheIncrementAndPassesOverTheOthers() throws IOException {
        Path target = Files.createDirectory(temp.resolve("target"));
        Path back = Files.writeString(target.resolve("venti.conf"), Files.readString(conf));

        Site.Outcome restore = site.run("restore", "-d", device, "--conf", back.toString(), "--format");

        assertThat(restore.code()).as(restore.said()).isZero();
        for (String named : NAMED.subList(1, 3)) {
            assertThat(restore.said() + restore.out()).contains("home-001 " + named.replace("carries",
                    "holds no arena: it carries") + ", and is passed over");
        }
        try (ArenaPartition partition = ArenaPartition.open(FileStorage.openToRead(target.resolve("arenas0")))) {
            assertThat(partition.arenas()).extracting(Arena::name).contains("arena0", "arena1").noneMatch(
                    name -> name.contains("@"));
            assertThat(partition.find("arena1").orElseThrow().readTail().memory().clumps()).isPositive();
        }
    }

    @Test
    void aDuplicationTakesArenasAndIncrementsAndNamesTheRest() {
        String second = site.recorder("second", "bd-r", 1, 12_000_000);
        site.done("init", "copy", "--conf", conf.toString(), "--medium", "bd-r", "--device", second);

        Site.Outcome duplicate = site.run("duplicate", "--from", device, "--to", second, "--to-set", "copy");

        assertThat(duplicate.code()).as(duplicate.said()).isZero();
        NAMED.subList(1, 3).forEach(name -> assertThat(duplicate.said()).contains(name));
        assertThat(site.done("disc", "show", "copy", "1")).contains("arena0", "arena1@0.7").doesNotContain("frob");
    }

    @Test
    void aBackupDoesNotWriteOverThem() throws IOException {
        byte[] before = site.disc("rec", 1);
        SampleVenti.create(temp.resolve("more"), 2, 8192, 5, 1);
        Files.copy(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"),
                StandardCopyOption.REPLACE_EXISTING);

        site.run("backup", "home");

        assertThat(site.disc("rec", 1)).startsWith(before);
    }
}
