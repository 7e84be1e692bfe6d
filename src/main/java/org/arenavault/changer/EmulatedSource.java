package org.arenavault.changer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.arenavault.io.Terminal;
import org.arenavault.media.Medium;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.EmulatedRecorder.Disc;

/**
 * An emulated recorder that changes its discs by itself: the next blank to record on, each recorded disc in turn to
 * read, that in the tray before all others.
 */
final class EmulatedSource implements DiscSource {

    private final String device;
    private final EmulatedRecorder recorder;
    private final MediumOpener opener;
    private final Terminal terminal;
    private final Deque<String> candidates = new ArrayDeque<>();

    EmulatedSource(String device, EmulatedRecorder recorder, MediumOpener opener, Terminal terminal) {
        this.device = device;
        this.recorder = recorder;
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        collect(request);
        return present(request, "");
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        if (!request.isOptional() && !candidates.isEmpty()) {
            terminal.print(reason);
        }
        return present(request, reason);
    }

    private Optional<Medium> present(DiscRequest request, String reason) throws IOException {
        String name = candidates.poll();
        if (name == null) {
            return request.none(reason, "%s has no %s; %s is needed".formatted(device,
                    request.isBlank() ? "blank disc left" : "other disc", request.text()));
        }
        if (recorder.discs().stream().noneMatch(disc -> disc.inTray() && disc.name().equals(name))) {
            terminal.print("%s: disc %s is laid into the tray".formatted(device, name));
        }
        recorder.insert(name);
        return Optional.of(opener.open());
    }

    private void collect(DiscRequest request) throws IOException {
        candidates.clear();
        for (Disc disc : recorder.discs()) {
            if (disc.blank() == request.isBlank()) {
                if (disc.inTray()) {
                    candidates.addFirst(disc.name());
                } else {
                    candidates.addLast(disc.name());
                }
            }
        }
        if (!request.isBlank() && !request.isOptional()) {
            recorder.discs().stream().filter(Disc::blank).forEach(disc -> candidates.addLast(disc.name()));
        }
    }

    @Override
    public boolean isByHand() {
        return true;
    }

    @Override
    public void close() throws IOException {
        recorder.close();
    }
}
