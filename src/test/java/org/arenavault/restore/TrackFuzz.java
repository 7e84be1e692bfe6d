package org.arenavault.restore;

import java.io.IOException;
import org.arenavault.Fuzzing;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.DiscContents;
import org.arenavault.restore.reading.DiscSurvey;

/** Tracks of whatever bytes, whole and interrupted ones, are looked at: what is found is an arena that can be. */
public final class TrackFuzz {

    private TrackFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        FakeDisc disc = FakeDisc.unlabelled().withTrack(data, TrackExtent.Condition.CLOSED)
                .withTrack(data, TrackExtent.Condition.OPEN);
        DiscContents contents = DiscSurvey.of(disc, disc.inspect(), "disc");
        contents.unusable().forEach(track -> Fuzzing.requireOneLine(track.reason()));
        for (ArenaFind find : contents.finds()) {
            if (find.arena().size() > (long) data.length + Medium.BLOCK) {
                throw new IllegalStateException("longer than its track: " + find);
            }
        }
    }
}
