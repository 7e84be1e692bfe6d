package org.arenavault.restore.sending;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Count;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackExtent;
import org.arenavault.restore.mending.Mending;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.DiscContents;
import org.arenavault.restore.reading.DiscSurvey;
import org.arenavault.restore.reading.IncrementFind;

/** Discs without a ledger, in any order: everything that is shown is sent. */
final class BareSending implements Sending {

    /** What is on a disc; a remark alone if it is of no use. */
    private record Found(String remark, Optional<DiscContents> contents, MediumState state) {
    }

    private final DiscSearch discs;
    private final TrackSending sending;
    private final SendAccount account;
    private final Mending mending;
    private final Set<String> only;
    private final World world;
    private final Map<Object, String> shown = new HashMap<>();
    private boolean useful;

    BareSending(DiscSource source, TrackSending sending, SendAccount account, Mending mending, Set<String> only,
            World world) {
        this.discs = new DiscSearch(source, new DiscRequest.Any("to send from"), world.terminal());
        this.sending = sending;
        this.account = account;
        this.mending = mending;
        this.only = only;
        this.world = world;
    }

    @Override
    public void run() throws IOException {
        boolean more = true;
        while (more && sending.isNeeded()) {
            more = readNext();
        }
        List<VaultException> unusable = discs.unusable();
        if (!unusable.isEmpty() && shown.isEmpty()) {
            throw unusable.get(0);
        }
        for (int i = 0; i < unusable.size(); i++) {
            account.failed("what is on a disc that cannot be read (%d)".formatted(i + 1),
                    unusable.get(i).getMessage());
        }
        if (!useful && sending.isNeeded()) {
            throw discs.vain(only.isEmpty() ? "a disc to send from" : "a disc that holds "
                    + String.join(" or ", only));
        }
        for (String name : only) {
            if (sending.isNeeded() && sending.contents().values().stream().noneMatch(content -> content.isOf(name))) {
                account.failed(name, "was on no disc that was shown");
            }
        }
    }

    private boolean readNext() throws IOException {
        Optional<Medium> next = discs.next();
        if (next.isPresent()) {
            try (Medium medium = next.get()) {
                read(medium);
                if (world.terminal().interactive()) {
                    medium.eject();
                }
            }
        }
        return next.isPresent();
    }

    private void read(Medium medium) throws IOException {
        Optional<Found> found = discs.look(medium, this::look);
        if (found.isPresent()) {
            discs.reject(found.get().contents().isEmpty() ? found.get().remark()
                    : read(medium, found.get().state(), found.get().contents().get()));
        }
    }

    /** What is on a disc; nothing is sent yet, so that a fault can only be the disc's. */
    private Found look(Medium disc) throws IOException {
        MediumState state = disc.inspect();
        Recognition seen = Recognition.of(disc, state);
        if (seen.isUseless()) {
            account.note(seen.text() + " was passed over");
            return new Found(seen.sentence() + "; it is passed over", Optional.empty(), state);
        }
        if (seen.labelled().isPresent()) {
            DiscContents contents = DiscSurvey.of(disc, state, seen.labelled().get().disc().label());
            shown.put(seen.labelled().get().disc().disc(), contents.disc());
            return found(disc, state, contents, seen.labelled().map(Recognition.Labelled::disc));
        }
        DiscContents contents = DiscSurvey.of(disc, state, "");
        Object identity = List.of(contents.finds(), contents.unusable());
        String title = shown.computeIfAbsent(identity, disc1 -> "unlabelled disc %d".formatted(shown.size() + 1));
        return found(disc, state, contents.called(title), Optional.empty());
    }

    private Found found(Medium disc, MediumState state, DiscContents contents, Optional<DiscIdentity> label)
            throws IOException {
        return new Found("", Optional.of(contents.without(mending.seen(disc, state, contents, label, ""))), state);
    }

    private String read(Medium medium, MediumState state, DiscContents contents) throws IOException {
        int whole = 0;
        int all = 0;
        for (ArenaFind find : contents.finds()) {
            if (isWanted(find.arena().name())) {
                all++;
                whole += sending.send(medium, find, mending.protects(find)) ? 1 : 0;
            }
        }
        for (IncrementFind find : contents.increments()) {
            if (isWanted(find.arena())) {
                all++;
                whole += sending.send(medium, find, mending.protects(find)) ? 1 : 0;
            }
        }
        for (DiscContents.Unusable track : contents.unusable()) {
            String where = "%s track %d".formatted(contents.disc(), track.track());
            if (!track.loss()) {
                account.note("%s holds no arena: %s".formatted(where, track.reason()));
            } else if (track.arena().isEmpty() ? only.isEmpty() : isWanted(track.arena())) {
                all++;
                Optional<TrackExtent> extent = state.tracks().stream()
                        .filter(each -> each.number() == track.track()).findFirst();
                boolean sent = extent.isPresent() && sending.sendRest(medium, extent.get(), where,
                        track.arena(), mending.protects(extent.get()));
                whole += sent ? 1 : 0;
                if (!sent) {
                    account.failed(track.arena().isEmpty() ? SendAccount.wordsFor(where) : track.arena(),
                            "%s: %s".formatted(where, track.reason()));
                }
            }
        }
        useful |= all > 0;
        if (!sending.isNeeded()) {
            return contents.disc() + ": no target is served any more";
        }
        return all == 0 ? contents.disc() + " holds nothing to send" : "%s: %s sent%s".formatted(contents.disc(),
                Count.of(all, "track"), whole == all ? "" : ", %d of them not whole".formatted(all - whole));
    }

    private boolean isWanted(String arena) {
        return only.isEmpty() || only.contains(arena);
    }
}
