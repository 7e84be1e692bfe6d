package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackExtent;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.UnlabelledMatch;

/**
 * Proves that what lies in a drive is a certain disc of the set: by the label of the disc or of a track that was there
 * before, by its burst cutting area or serial number, and by the tracks that the ledger knows, all in their places.
 * That a disc looks as it should proves nothing, least of all that it is blank.
 */
final class DiscProof {

    /** So many labels are tried before a disc counts as one whose labels cannot be read. */
    private static final int LABELS = 3;

    private final DiscRecord disc;
    private final Medium medium;

    DiscProof(DiscRecord disc, Medium medium) {
        this.disc = disc;
        this.medium = medium;
    }

    /** Whether, by the ledger's word, nothing can be on a disc: any blank one is as good as it. */
    static boolean isUntouched(DiscRecord disc) {
        return disc.tracks().stream().allMatch(track -> track.state() == TrackState.DEAD && track.blocks() == 0);
    }

    /**
     * What is in the way.
     *
     * @param now what lies in the drive, as it was found just now
     * @param underWay the track that is being written, whose label proves nothing; 0 if none is
     * @param blankWill whether nothing has been written on the disc, so that a blank one is as good
     * @return what lies there instead; empty if it is the disc
     */
    Optional<String> obstacle(MediumState now, int underWay, boolean blankWill) throws IOException {
        Optional<String> contradiction = contradiction(now, underWay);
        boolean proved = now.identity().isPresent() || label(now, underWay).isPresent()
                || (!now.discId().isEmpty() && now.discId().equals(disc.discId()));
        return contradiction.isPresent() || proved ? contradiction
                : resemblance(Recognition.of(medium, now), now, underWay, blankWill);
    }

    /** What shows that it is another disc; empty if nothing does, which proves nothing. */
    Optional<String> contradiction(MediumState now, int underWay) throws IOException {
        if (now.condition() == MediumState.Condition.UNSUITABLE) {
            return Optional.of(new Recognition.Unsuitable(now.reason()).text());
        }
        Optional<String> other = DiscMatch.otherBody(disc, now);
        if (other.isPresent()) {
            return Optional.of("%s (%s)".formatted(Recognition.of(medium, now).text(), other.get()));
        }
        Optional<Recognition.Labelled> label = now.identity().isPresent()
                ? now.identity().map(identity -> new Recognition.Labelled(identity, 0)) : label(now, underWay);
        return label.filter(seen -> !isOurs(seen)).map(Recognition.Labelled::text);
    }

    private boolean isOurs(Recognition.Labelled label) {
        return label.disc().disc().equals(disc.uuid());
    }

    /** The newest label that was on the disc before the track under way. */
    private Optional<Recognition.Labelled> label(MediumState now, int underWay) throws IOException {
        List<TrackRecord> labelled = new ArrayList<>(disc.tracks().stream().filter(track -> track.labelled()
                && track.number() != underWay && track.state().holds()).toList());
        for (int i = labelled.size() - 1; i >= Math.max(0, labelled.size() - LABELS); i--) {
            Optional<TrackExtent> extent = now.track(labelled.get(i).number());
            Optional<AnyLabel> label = extent.isPresent() ? medium.readLabel(extent.get()).any()
                    : Optional.empty();
            if (label.isPresent()) {
                return label.map(Recognition.Labelled::by);
            }
        }
        return Optional.empty();
    }

    /** Where there is no label yet: what lies at the starts of the tracks. */
    private Optional<String> resemblance(Recognition seen, MediumState now, int underWay, boolean blankWill)
            throws IOException {
        return seen.match(
                blank -> blankWill ? Optional.empty() : Optional.of(blank.text()),
                labelled -> isOurs(labelled) ? Optional.empty() : Optional.of(labelled.text()),
                unlabelled -> now.tracks().isEmpty() ? Optional.of(unlabelled.text())
                        : UnlabelledMatch.obstacle(disc, unlabelled, now, underWay).map(why ->
                                unlabelled.isUnreadable() ? unlabelled.text()
                                        : "%s (%s)".formatted(unlabelled.text(), why)),
                unsuitable -> Optional.of(unsuitable.text()));
    }
}
