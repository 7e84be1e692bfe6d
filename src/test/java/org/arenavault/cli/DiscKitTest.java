package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.arenavault.backup.kit.FixedProgram;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Digests;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.FlatJson;
import org.arenavault.media.TrackContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code disc kit} takes the newest whole kit from a disc, and says what is wrong with the others. */
class DiscKitTest {

    private static final FixedProgram PROGRAM = new FixedProgram(Set.of());
    private static final String README = "arenavault-kit/README.txt";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    /** Where the last of these texts begins in a disc's image. */
    private static int last(Path image, String text) throws IOException {
        return new String(Files.readAllBytes(image), StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }

    private static void damage(Path image, int at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(at);
            file.write('#');
        }
    }

    /** The last label says something else, and is sound. */
    private static void relabel(Path image, String before, String after) throws IOException {
        int at = last(image, "arenavault label 2\n");
        byte[] disc = Files.readAllBytes(image);
        String[] lines = new String(disc, at, 4096, StandardCharsets.ISO_8859_1).split("\n");
        String json = lines[1].replace(before, after);
        String digest = HexFormat.of().formatHex(Digests.sha256().digest(json.getBytes(StandardCharsets.ISO_8859_1)));
        byte[] label = "%s\n%s\n%s\n".formatted(lines[0], json, digest).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(label, 0, disc, at, label.length);
        Files.write(image, disc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bd-r", "dvd+r", "dvd-r", "cd-r"})
    void aKitIsTakenFromEveryKindOfDisc(String medium) throws IOException {
        KitDisc disc = KitDisc.record(temp, medium, PROGRAM);
        String out = disc.site().done("disc", "kit", "-d", disc.device(), "-o", temp.resolve("out").toString());
        assertThat(out).contains("kit-home-001, track 2 of home-001: 10 files", "Begin with ");
        assertThat(Files.readString(temp.resolve("out").resolve(README))).startsWith("This is disc home-001.");
        assertThat(Files.readString(temp.resolve("out/arenavault-kit/scripts/readset")))
                .isEqualTo("this is scripts/readset\n");
        assertThat(temp.resolve("out")).isDirectoryContaining(path -> path.endsWith("arenavault-kit"));
        assertThat(disc.site().run("disc", "kit", "-d", disc.device(), "-o", temp.resolve("out").toString()))
                .matches(again -> again.code() == ExitCode.FAILED && again.said().contains("exists already"));
    }

    @Test
    void theNewestKitIsTakenAndJsonTellsIt() throws IOException {
        KitDisc disc = KitDisc.record(temp, "bd-r", PROGRAM);
        String digest = disc.append(new FixedProgram(Set.of("LICENSE"))).digest();
        JsonNode json = new ObjectMapper().readTree(disc.site().done("--json", "disc", "kit", "-d", disc.device(),
                "-o", temp.resolve("out").toString()));
        assertThat(json.path("schema").asText()).isEqualTo("arenavault.disc.kit.1");
        assertThat(json.path("disc").asText()).isEqualTo("home-001");
        assertThat(json.path("track").asInt()).isEqualTo(3);
        assertThat(json.path("kit").asText()).isEqualTo("kit-home-001");
        assertThat(json.path("digest").asText()).isEqualTo(digest);
        assertThat(json.path("files")).hasSize(9);
        assertThat(json.path("damaged")).isEmpty();
    }

    @Test
    void anOlderKitServesWhereTheNewestIsDamaged() throws IOException {
        KitDisc disc = KitDisc.record(temp, "bd-r", PROGRAM);
        disc.append(new FixedProgram(Set.of("LICENSE")));
        damage(disc.image(), last(disc.image(), "this is docs/formats.md"));
        String out = disc.site().done("disc", "kit", "-d", disc.device(), "-o", temp.resolve("out").toString());
        assertThat(out).contains("DAMAGED: home-001 track 3: the kit's bytes do not come to its digest",
                "track 2 of home-001: 10 files");
        assertThat(Files.readString(temp.resolve("out/arenavault-kit/docs/formats.md"))).startsWith("this is");
    }

    @Test
    void aDamagedKitIsNotTaken() throws IOException {
        KitDisc disc = KitDisc.record(temp, "bd-r", PROGRAM);
        damage(disc.image(), last(disc.image(), "this is docs/formats.md"));
        Site.Outcome outcome = disc.site().run("disc", "kit", "-d", disc.device(), "-o",
                temp.resolve("out").toString());
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("home-001 track 2", "do not come to its digest");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void aKitWhoseLabelCannotBeReadIsTakenAndNotTrusted() throws IOException {
        KitDisc disc = KitDisc.record(temp, "bd-r", PROGRAM);
        damage(disc.image(), last(disc.image(), "arenavault label 2\n{") + 25);
        Site.Outcome outcome = disc.site().run("disc", "kit", "-d", disc.device(), "-o",
                temp.resolve("out").toString());
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains("NOT VERIFIED", "10 files");
        assertThat(temp.resolve("out").resolve(README)).exists();
    }

    @Test
    void aLedgerServesWhereTheLabelCannotBeRead() throws IOException {
        KitDisc disc = KitDisc.record(temp, "bd-r", PROGRAM);
        disc.site().done("set", "rebuild", "home");
        damage(disc.image(), last(disc.image(), "arenavault label 2\n{") + 25);
        assertThat(disc.site().done("disc", "kit", "-d", disc.device(), "-o", temp.resolve("out").toString()))
                .contains("kit-home-001, track 2 of home-001: 10 files").doesNotContain("NOT VERIFIED");
        damage(disc.image(), last(disc.image(), "this is docs/formats.md"));
        assertThat(disc.site().run("disc", "kit", "-d", disc.device(), "-o", temp.resolve("other").toString()))
                .matches(run -> run.code() == ExitCode.FAILED && run.said().contains("do not come to its digest"));
    }

    /** The label may be as sound as one can be: whoever made the disc made the tar, too. */
    @Test
    void aHostileKitIsRefusedInOneLineAndWritesNothing() throws IOException {
        KitDisc disc = KitDisc.withoutKit(temp, "bd-r");
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
            out.putArchiveEntry(new TarArchiveEntry(README));
            out.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("arenavault-kit/docs", TarConstants.LF_SYMLINK);
            link.setLinkName(temp.toString());
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
            out.putArchiveEntry(new TarArchiveEntry("arenavault-kit/docs/here"));
            out.closeArchiveEntry();
        }
        byte[] bytes = tar.toByteArray();
        String digest = HexFormat.of().formatHex(Digests.sha256().digest(bytes));
        disc.append(bytes, new TrackContent(TrackContent.KIT, "kit", bytes.length, digest, new FlatJson()));
        disc.append(bytes, new TrackContent(TrackContent.KIT, "kit", bytes.length, digest, new FlatJson()));
        relabel(disc.image(), "\"size\":" + bytes.length, "\"size\":1152921504606846976");
        Site.Outcome outcome = disc.site().run("disc", "kit", "-d", disc.device(), "-o",
                temp.resolve("out").toString());
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("is no plain file (type 2)", "is to have 1152921504606846976 bytes");
        assertThat(temp.resolve("out")).doesNotExist();
        assertThat(temp.resolve("here")).doesNotExist();
    }

    @Test
    void aDiscWithoutAKitIsNamed() throws IOException {
        KitDisc disc = KitDisc.withoutKit(temp, "bd-r");
        Site.Outcome outcome = disc.site().run("disc", "kit", "-d", disc.device(), "-o",
                temp.resolve("out").toString());
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains("has no kit").doesNotContain("\n\n");
        assertThat(temp.resolve("out")).doesNotExist();
    }
}
