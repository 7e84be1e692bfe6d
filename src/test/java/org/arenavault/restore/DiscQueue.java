package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.VaultException;
import org.arenavault.media.Medium;

/** Discs that are shown one after the other, whatever was asked for; each once for every request. */
final class DiscQueue implements DiscSource {

    private final List<FakeDisc> discs;
    private final List<String> asked = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private int next;

    DiscQueue(List<FakeDisc> discs) {
        this.discs = discs;
    }

    static DiscQueue of(FakeDisc... discs) {
        return new DiscQueue(List.of(discs));
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        next = 0;
        asked.add(request.text());
        return present(request, "");
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        remarks.add(reason);
        return present(request, reason);
    }

    private Optional<Medium> present(DiscRequest request, String reason) throws VaultException {
        return next < discs.size() ? Optional.of(discs.get(next++))
                : request.none(reason, request.text() + " is needed");
    }

    /** What was asked for. */
    List<String> asked() {
        return asked;
    }

    /** What was said of the discs. */
    List<String> remarks() {
        return remarks;
    }

    @Override
    public void close() {
        // nothing to release
    }
}
