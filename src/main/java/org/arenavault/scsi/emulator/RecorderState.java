package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UsageException;

/**
 * The file {@code drive.state} of an emulated recorder, a {@link StateText}.
 *
 * @param serial the drive's serial number
 * @param medium the kind of disc it was made with
 * @param manual discs are changed by the operator only
 * @param tray name of the disc in the tray; empty if there is none
 * @param trayOpen whether the tray is open
 * @param speed how fast it reads and writes, in hundredths of 1x; 0: everything happens at once
 */
record RecorderState(String serial, MediumFamily medium, boolean manual, String tray, boolean trayOpen, int speed) {

    static final String FILE = "drive.state";
    static final int FASTEST = 10_000;
    private static final String SPEED = "speed";

    static RecorderState read(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        try {
            if (Files.size(path) > StateText.LIMIT) {
                throw new CorruptException(path + ": is far too long; make the emulated recorder anew");
            }
            return decode(path.toString(), PlainFiles.bytes(path));
        } catch (NoSuchFileException e) {
            throw new CorruptException("%s: is no emulated recorder, it has no %s".formatted(folder, FILE), e).next(
                    "arenavault drive emulate %s --medium MEDIUM".formatted(ShellWord.of(folder)), "makes one");
        }
    }

    private static MediumFamily medium(String name, String label) throws CorruptException {
        try {
            return MediumFamily.of(label);
        } catch (UsageException e) {
            throw new CorruptException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    static RecorderState decode(String name, byte[] bytes) throws IOException {
        StateText text = StateText.decode(name, bytes);
        RecorderState state = new RecorderState(text.remove("serial"), medium(name, text.remove("medium")),
                text.flag("manual"), text.remove("tray"), text.flag("trayOpen"),
                text.has(SPEED) ? (int) text.number(SPEED, 1, FASTEST) : 0);
        text.finish();
        return state;
    }

    byte[] encode() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("serial", serial);
        lines.put("medium", medium.label());
        lines.put("manual", Boolean.toString(manual));
        lines.put("tray", tray);
        lines.put("trayOpen", Boolean.toString(trayOpen));
        if (speed > 0) {
            lines.put(SPEED, Integer.toString(speed));
        }
        return StateText.encode(lines);
    }

    void write(Path folder) throws IOException {
        DurableFiles.replace(folder.resolve(FILE), encode());
    }

    RecorderState withTray(String disc, boolean open) {
        return new RecorderState(serial, medium, manual, disc, open, speed);
    }
}
