package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.optical.DiscKind;
import org.arenavault.scsi.Profile;
import org.junit.jupiter.api.Test;

/** What kind a disc is, and by which description it is recorded: by figures, never by a title. */
class MediumKindTest {

    private static final Descriptions SHIPPED = new Descriptions(Path.of("no-folder-of-a-user"));

    private static List<String> descriptionsOf(DiscKind kind) throws IOException {
        List<String> fitting = new ArrayList<>();
        for (String name : MediumDescription.names(SHIPPED)) {
            if (new MediumKind(kind.recordedAs(), kind.layers()).is(MediumDescription.read(SHIPPED, name))) {
                fitting.add(name);
            }
        }
        return fitting;
    }

    @Test
    void everyKindOfDiscHasOneDescriptionAndNoOtherIsTakenForIt() throws IOException {
        Map<DiscKind, String> kinds = new LinkedHashMap<>();
        kinds.put(new DiscKind(Profile.BD_R, 1, false), "BD-R");
        kinds.put(new DiscKind(Profile.BD_R, 2, false), "BD-R DL");
        kinds.put(new DiscKind(Profile.BD_R, 3, false), "BD-R TL");
        kinds.put(new DiscKind(Profile.BD_R, 4, false), "BD-R QL");
        kinds.put(new DiscKind(Profile.BD_RE, 1, false), "BD-RE");
        kinds.put(new DiscKind(Profile.BD_RE, 2, false), "BD-RE DL");
        kinds.put(new DiscKind(Profile.DVD_PLUS_R, 1, false), "DVD+R");
        kinds.put(new DiscKind(Profile.DVD_PLUS_R_DL, 1, false), "DVD+R DL");
        kinds.put(new DiscKind(Profile.DVD_PLUS_RW, 1, false), "DVD+RW");
        kinds.put(new DiscKind(Profile.CD_R, 1, false), "CD-R");
        for (Map.Entry<DiscKind, String> kind : kinds.entrySet()) {
            String title = kind.getValue();
            assertThat(kind.getKey().title()).isEqualTo(title);
            assertThat(descriptionsOf(kind.getKey())).as(title)
                    .containsExactly(title.toLowerCase(Locale.ROOT).replace(' ', '-'));
        }
    }

    /** A drive takes a BD-R that is finalised for a BD-ROM; it was recorded as what it is. */
    @Test
    void aClosedBdRIsABdR() throws IOException {
        DiscKind closed = new DiscKind(Profile.BD_ROM, 2, true);
        assertThat(closed.title()).isEqualTo("closed BD-R DL");
        assertThat(descriptionsOf(closed)).containsExactly("bd-r-dl");
        assertThat(descriptionsOf(new DiscKind(Profile.BD_ROM, 2, false))).as("a pressed disc").isEmpty();
        assertThat(descriptionsOf(new DiscKind(Profile.DVD_ROM, 1, true))).as("nobody knows which").isEmpty();
    }
}
