package org.arenavault.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.arenavault.drivers.DriveDescription.Confidence;
import org.arenavault.drivers.DriveDescription.Observed;
import org.arenavault.io.CorruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The descriptions of drives that ship, and those that users add. */
class DriveDescriptionTest {

    private static final Path SHIPPED = Path.of("media-drivers/drives");

    @TempDir
    private Path folder;

    private Descriptions descriptions() {
        return new Descriptions(folder);
    }

    private static Set<String> shipped() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(SHIPPED)) {
            files.map(file -> file.getFileName().toString().replace(".toml", "")).forEach(names::add);
        }
        return names;
    }

    @Test
    void theIndexListsEveryFile() throws IOException {
        assertThat(descriptions().names("drives")).containsExactlyElementsOf(shipped());
    }

    @Test
    void everyDescriptionIsReadAndSaysWhereItIsFrom() throws IOException {
        for (String name : shipped()) {
            DriveDescription description = DriveDescription.read(descriptions(), name);
            assertThat(description.name()).isEqualTo(name);
            assertThat(description.title()).isNotBlank();
            assertThat(description.quirks()).as(name).isNotEmpty()
                    .allMatch(observed -> observed.source().length() > 5);
        }
    }

    @Test
    void everyQuirkIsThatOfSomeDrive() throws IOException {
        Set<DriveQuirk> seen = new TreeSet<>();
        for (String name : shipped()) {
            DriveDescription.read(descriptions(), name).quirks().forEach(observed -> seen.add(observed.quirk()));
        }
        assertThat(seen).containsExactly(DriveQuirk.values());
    }

    @Test
    void aDriveHasTheQuirksOfAllDescriptionsThatFitIt() throws IOException {
        DriveQuirks quirks = DriveQuirks.of(descriptions(), "HL-DT-ST", "BD-RE  BH16NS40", "1.03");
        assertThat(quirks.all()).containsExactlyInAnyOrder(DriveQuirk.MEDIA_SERIAL_HANGS,
                DriveQuirk.STRUCTURE_STALLS_ON_RW, DriveQuirk.HIDES_DAMAGED_SESSION);
        assertThat(quirks.source(DriveQuirk.MEDIA_SERIAL_HANGS)).contains("libburn");
        assertThat(quirks.source(DriveQuirk.NO_BDXL)).isEmpty();
    }

    @Test
    void theRevisionCounts() throws IOException {
        assertThat(ofLg("BD-RE  BU40N", "1.03").has(DriveQuirk.NO_BDXL)).isTrue();
        assertThat(ofLg("BD-RE  BU40N", "1.00").has(DriveQuirk.NO_BDXL)).isFalse();
        assertThat(ofLg("BD-RE  WH16NS40", "BOOT").has(DriveQuirk.FIRMWARE_UNUSABLE)).isTrue();
        assertThat(ofLg("BD-RE  WH16NS40", "0.12").has(DriveQuirk.FIRMWARE_UNUSABLE)).isTrue();
        assertThat(ofLg("BD-RE  WH16NS40", "1.02").has(DriveQuirk.FIRMWARE_UNUSABLE)).isFalse();
    }

    private DriveQuirks ofLg(String product, String revision) throws IOException {
        return DriveQuirks.of(descriptions(), "HL-DT-ST", product, revision);
    }

    @Test
    void ofAnUnknownDriveNothingIsKnown() throws IOException {
        assertThat(DriveQuirks.of(descriptions(), "ACME", "WRITER", "9.99").all()).isEmpty();
        assertThat(DriveQuirks.NONE.all()).isEmpty();
    }

    @Test
    void aUsersOwnDescriptionIsAdded() throws IOException {
        Files.createDirectories(folder.resolve("drives"));
        Files.writeString(folder.resolve("drives/mine.toml"), """
                name = "mine"
                title = "The one on my desk"
                vendor = "ACME"
                product = "WR.*"
                revision = ".*"
                [[quirks]]
                quirk = "TRANSFERS_64K"
                source = "seen here"
                confidence = "HIGH"
                """);
        assertThat(DriveDescription.of(descriptions(), "ACME", "WRITER", "1").get(0).quirks())
                .containsExactly(new Observed(DriveQuirk.TRANSFERS_64K, "seen here", Confidence.HIGH));
    }

    @Test
    void aDescriptionThatMakesNoSenseIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("drives"));
        for (String wrong : List.of("quirk = \"NO_SUCH\"", "colour = \"red\"")) {
            Files.writeString(folder.resolve("drives/mine.toml"), """
                    name = "mine"
                    title = "x"
                    vendor = "ACME"
                    product = ".*"
                    revision = ".*"
                    [[quirks]]
                    %s
                    source = "s"
                    confidence = "LOW"
                    """.formatted(wrong));
            assertThatThrownBy(() -> DriveQuirks.of(descriptions(), "ACME", "W", "1"))
                    .isInstanceOf(CorruptException.class).hasMessageContaining("mine.toml");
        }
        Files.writeString(folder.resolve("drives/mine.toml"), """
                name = "mine"
                title = "x"
                vendor = "["
                product = ".*"
                revision = ".*"
                quirks = []
                """);
        assertThatThrownBy(() -> DriveQuirks.of(descriptions(), "ACME", "W", "1"))
                .isInstanceOf(CorruptException.class).hasMessageContaining("is no pattern");
    }
}
