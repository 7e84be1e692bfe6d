package org.arenavault.restore.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.ContentLabel;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.LabelReading;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackLabel;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaNames;

/**
 * Finds out what the tracks of a disc hold: from the ledger, where it knows the disc; from the tracks' labels; else
 * from the heads and tails of the arenas themselves, whose length is what the head says, never the track's
 * (optical 5.3).
 */
public final class DiscSurvey {

    private final Medium medium;
    private final String disc;
    private final List<ArenaFind> finds = new ArrayList<>();
    private final List<IncrementFind> increments = new ArrayList<>();
    private final List<DiscContents.Unusable> unusable = new ArrayList<>();

    private DiscSurvey(Medium medium, String disc) {
        this.medium = medium;
        this.disc = disc;
    }

    /** Looks at a disc that no ledger tells about. */
    public static DiscContents of(Medium medium, MediumState state, String disc) throws IOException {
        DiscSurvey survey = new DiscSurvey(medium, disc);
        for (TrackExtent track : state.tracks()) {
            survey.look(track);
        }
        return survey.contents();
    }

    /** Looks at a disc that the ledger knows; tracks that it calls dead are passed over. */
    public static DiscContents of(Medium medium, MediumState state, DiscRecord record) throws IOException {
        DiscSurvey survey = new DiscSurvey(medium, record.identity().label());
        for (TrackExtent track : state.tracks()) {
            Optional<TrackRecord> known = record.track(track.number()).filter(r -> r.lba() == track.lba());
            if (known.isEmpty()) {
                survey.look(track);
            } else if (known.get().state() != TrackState.DEAD) {
                survey.find(track, known.get(), record);
            }
        }
        return survey.contents();
    }

    /** What the ledger says of a track. */
    private void find(TrackExtent track, TrackRecord known, DiscRecord record) throws IOException {
        known.arena().ifPresent(arena -> find(track, arena, evidence(known), Optional.of(record.identity().store())));
        Optional<TrackContent> other = known.content().made();
        other.filter(content -> content.kind().equals(TrackContent.INCREMENT)).ifPresent(content ->
                find(track, content.label(record.identity(), known.number(), known.lba(), known.announcement().line(),
                        known.announcement().time(), known.announcement().highest())));
    }

    private DiscContents contents() {
        return new DiscContents(disc, finds, increments, unusable);
    }

    /** How it is known what a track holds that a ledger knows. */
    public static Evidence evidence(TrackRecord track) {
        return switch (track.seal()) {
            case MATCHES -> Evidence.LEDGER;
            case DIFFERS -> Evidence.ACCEPTED;
            case UNKNOWN -> Evidence.LABEL;
        };
    }

    private void look(TrackExtent track) throws IOException {
        if (track.condition() == TrackExtent.Condition.CLOSED) {
            LabelReading reading = medium.readLabel(track);
            if (reading.sound().isPresent()) {
                TrackLabel label = reading.sound().get();
                find(track, label.arena(), Evidence.LABEL, Optional.of(label.disc().store()));
                return;
            }
            if (reading.increment().isPresent()) {
                find(track, reading.increment().get());
                return;
            }
            if (reading.any().filter(label -> label.content().id().kind().equals(TrackContent.KIT)).isPresent()) {
                // what it holds is for people, and nobody misses an arena by it
                return;
            }
            if (reading.passedOver().isPresent()) {
                unusable(track, "", "it %s, and is passed over".formatted(reading.passedOver().get()), false);
                return;
            }
        }
        try (Storage contents = medium.read(track)) {
            lookInside(track, contents);
        }
    }

    private void lookInside(TrackExtent track, Storage contents) throws IOException {
        ArenaHead head;
        try {
            head = Arena.headOf(contents);
        } catch (UnusableBytesException e) {
            Optional<String> name = TailSearch.nameBeforeEnd(contents);
            unusable(track, name.orElse(""), e.getMessage(),
                    name.isPresent() || e instanceof MediumFaultException);
            return;
        }
        if (head.size() > contents.size()) {
            unusable(track, head.name(), "holds %d of its %d bytes: it was interrupted"
                    .formatted(contents.size(), head.size()), true);
            return;
        }
        try {
            ArenaImage image = ArenaImage.of(contents, head);
            if (!image.sealed()) {
                throw new CorruptException("is not sealed, so that nothing tells whether it is whole");
            }
            find(track, image.arena(), image.evidence(), Optional.empty());
        } catch (UnusableBytesException e) {
            unusable(track, head.name(), "begins like an arena and does not end like one: " + e.getMessage(), true);
        }
    }

    /** An increment begins like an arena of the venti, and is none. */
    private void find(TrackExtent track, ContentLabel label) {
        try {
            increments.add(new IncrementFind(disc, track, label, IncrementFields.recorded(label.content())));
        } catch (CorruptException e) {
            unusable(track, label.content().name(), "carries an increment that cannot be: " + e.getMessage(), true);
        }
    }

    private void find(TrackExtent track, ArenaRecord arena, Evidence evidence, Optional<UUID> store) {
        if (ArenaNames.isValid(arena.name()) && ArenaFormat.isBlockSize(arena.blockSize())
                && arena.size() >= 3L * arena.blockSize() && arena.size() % arena.blockSize() == 0) {
            finds.add(new ArenaFind(disc, track, arena, evidence, store));
        } else {
            unusable(track, arena.name(), "is said to have %d bytes in blocks of %d"
                    .formatted(arena.size(), arena.blockSize()), true);
        }
    }

    private void unusable(TrackExtent track, String arena, String reason, boolean loss) {
        unusable.add(new DiscContents.Unusable(track.number(), arena, reason, loss));
    }
}
