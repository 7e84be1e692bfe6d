package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.arenavault.io.VaultException;

/** The state files of a disc and a recorder: any bytes, and any lines under a right checksum. */
public final class DiscStateFuzz {

    private DiscStateFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        decode(data);
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : new String(data, UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("version=")) {
                lines.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        decode(StateText.encode(lines));
    }

    private static void decode(byte[] bytes) {
        try {
            SavedDisc state = DiscStateText.decode("state", bytes);
            SavedDisc again = DiscStateText.decode("state", DiscStateText.encode(state));
            if (!again.equals(state)) {
                throw new IllegalStateException("the state changed on its way");
            }
            TrackTable.of(state).status(true);
        } catch (VaultException e) {
            requireOneLine(e);
        } catch (IOException e) {
            throw new IllegalStateException("it failed in another way", e);
        }
        try {
            RecorderState.decode("drive.state", bytes);
        } catch (VaultException e) {
            requireOneLine(e);
        } catch (IOException e) {
            throw new IllegalStateException("it failed in another way", e);
        }
    }

    private static void requireOneLine(VaultException e) {
        if (e.getMessage().contains("\n")) {
            throw new IllegalStateException("a message of several lines", e);
        }
    }
}
