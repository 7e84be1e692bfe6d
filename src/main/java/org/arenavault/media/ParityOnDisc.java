package org.arenavault.media;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityTrack;

/**
 * A track that carries parity, as its header says.
 *
 * @param track where it lies
 * @param content what it carries
 */
public record ParityOnDisc(TrackExtent track, ParityContent content) {

    /**
     * Looks whether a track carries parity. Its label tells; where that is damaged, either of its headers does.
     *
     * @return empty if it carries anything else, or neither header can be read
     */
    public static Optional<ParityOnDisc> at(Medium medium, TrackExtent track) throws IOException {
        if (track.condition() != TrackExtent.Condition.CLOSED || !mayBe(medium.readLabel(track))) {
            return Optional.empty();
        }
        try (TrackReader reader = medium.skim(track)) {
            return Optional.of(new ParityOnDisc(track, ParityTrack.open(reader).content()));
        } catch (UnusableBytesException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it protects other discs than its own.
     *
     * @param disc its own, as its label says; empty if it has none that can be read
     */
    public boolean isOfOthers(Optional<UUID> disc) {
        List<UUID> homes = content.layout().members().stream().map(ParityMember::discUuid).distinct().toList();
        return disc.map(own -> !homes.contains(own)).orElse(homes.size() > 1);
    }

    private static boolean mayBe(LabelReading label) throws IOException {
        return label.match(arena -> false,
                other -> other.label().filter(known -> known.content().kind().equals(TrackContent.PARITY)).isPresent(),
                none -> true,
                damaged -> true);
    }
}
