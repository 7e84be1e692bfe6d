package org.arenavault.restore.mending;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackExtent;
import org.arenavault.parity.ParityMember;

/**
 * A disc that carries parity. Two discs can have one title, for sets have the names that people give them; the label
 * tells them apart.
 *
 * @param title what the operator calls it
 * @param place where it is kept; empty if nobody said
 * @param identity what its label says; empty if it has none
 * @param tracks those with parity; none if it was not shown yet
 */
record ShelvedDisc(String title, String place, Optional<DiscIdentity> identity, List<ParityOnDisc> tracks) {

    /** What tells it from others. */
    Object key() {
        return identity.<Object>map(DiscIdentity::disc).orElse(title);
    }

    ShelvedDisc with(List<ParityOnDisc> found) {
        return new ShelvedDisc(title, place, identity, found);
    }

    /** Its tracks with parity of a group. */
    List<ParityOnDisc> tracksOf(UUID group) {
        return tracks.stream().filter(track -> track.content().group().equals(group)).toList();
    }

    /** Whether a member was recorded on this disc when its parity was made, as far as its label can be read. */
    boolean isHome(ParityMember member) {
        return identity.isEmpty() || identity.get().disc().equals(member.discUuid());
    }

    /** Whether a track protects other discs than its own. */
    boolean isOfOthers(ParityOnDisc track) {
        return track.isOfOthers(identity.map(DiscIdentity::disc));
    }

    /** What the disc of a member is called. */
    String titleOf(ParityMember member) {
        return identity.map(own -> new DiscIdentity(own.store(), own.set(), own.setName(), member.disc(),
                member.discUuid()).label()).orElseGet(() -> "disc %d".formatted(member.disc()));
    }

    /** Whether it is this disc: its label tells, or else what is on it. Two discs can carry the same parity. */
    boolean isIn(Medium medium) throws IOException {
        MediumState state = medium.inspect();
        Optional<DiscIdentity> label = Recognition.of(medium, state).labelled().map(Recognition.Labelled::disc);
        if (tracks.isEmpty() || (label.isPresent() && identity.isPresent())) {
            return label.map(DiscIdentity::disc).equals(identity.map(DiscIdentity::disc));
        }
        for (ParityOnDisc shelved : tracks) {
            Optional<TrackExtent> there = state.track(shelved.track().number()).filter(shelved.track()::equals);
            if (there.isPresent() && ParityOnDisc.at(medium, there.get()).filter(found ->
                    found.content().group().equals(shelved.content().group())
                            && found.content().share().equals(shelved.content().share())).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
