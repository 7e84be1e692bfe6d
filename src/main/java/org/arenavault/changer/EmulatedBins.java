package org.arenavault.changer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.scsi.emulator.EmulatedRecorder;

/**
 * The bins of an emulated robot: the file {@code robot.json} beside an emulated recorder's discs says which of them lie
 * in the bins for good and for bad ones. All others are in the input bin, or in the tray. Without the file all are.
 */
final class EmulatedBins {

    private static final String FILE = "robot.json";
    private static final long MAX_SIZE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What lies in the bins, the last one uppermost.
     *
     * @param accept good ones
     * @param reject bad ones
     */
    record Contents(List<String> accept, List<String> reject) {

        Contents {
            accept = accept == null ? List.of() : List.copyOf(accept);
            reject = reject == null ? List.of() : List.copyOf(reject);
        }
    }

    private final EmulatedRecorder recorder;

    EmulatedBins(EmulatedRecorder recorder) {
        this.recorder = recorder;
    }

    Contents contents() throws IOException {
        Path file = recorder.folder().resolve(FILE);
        if (!PlainFiles.exists(file)) {
            return new Contents(List.of(), List.of());
        }
        try {
            Contents contents = Files.size(file) > MAX_SIZE ? null
                    : JSON.readValue(new String(PlainFiles.bytes(file), StandardCharsets.UTF_8),
                            Contents.class);
            if (contents != null) {
                return contents;
            }
        } catch (JsonProcessingException e) {
            throw new CorruptException("%s: does not say what lies in the bins; remove it and all discs are in the "
                    .formatted(file) + "input bin", e);
        }
        throw new CorruptException(file + ": does not say what lies in the bins; remove it");
    }

    /** The disc that comes next out of the input bin; empty if that is. */
    Optional<String> next() throws IOException {
        Contents contents = contents();
        return recorder.discs().stream().filter(disc -> !disc.inTray()).map(EmulatedRecorder.Disc::name)
                .filter(name -> !contents.accept().contains(name) && !contents.reject().contains(name)).findFirst();
    }

    void accept(String disc) throws IOException {
        Contents now = contents();
        write(new Contents(with(now.accept(), disc), now.reject()));
    }

    void reject(String disc) throws IOException {
        Contents now = contents();
        write(new Contents(now.accept(), with(now.reject(), disc)));
    }

    private static List<String> with(List<String> bin, String disc) {
        List<String> now = new ArrayList<>(bin);
        now.add(disc);
        return now;
    }

    private void write(Contents now) throws IOException {
        DurableFiles.replace(recorder.folder().resolve(FILE), JSON.writeValueAsBytes(now));
    }
}
