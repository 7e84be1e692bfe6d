package org.arenavault.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import org.arenavault.io.Digests;
import org.arenavault.io.ManualClock;

/**
 * What commands print and say, and what stands in the files that they leave, as one text. Time stands still unless a
 * drive is waited for, and identities are counted, so that the text is the same in every run; the folder has a fixed
 * name in it.
 */
final class Transcript {

    private final Path folder;
    private final Site site;
    private final StringBuilder text = new StringBuilder();
    private long identities;

    Transcript(Path folder) {
        this.folder = folder;
        this.site = new Site(folder);
        site.use(new ManualClock(), () -> new UUID(++identities << 32 | 0x4000L, 0x8000_0000_0000_0000L));
    }

    /** The machine. */
    Site site() {
        return site;
    }

    /** Runs a command; paths in it are relative to the folder where they begin with a full stop. */
    Transcript run(String... args) {
        String[] absolute = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            absolute[i] = args[i].replaceFirst("^(emu:|dir:|)\\./", "$1" + folder + "/");
        }
        Site.Outcome outcome = site.run(absolute);
        text.append("$ arenavault ").append(String.join(" ", args)).append("\nexit ").append(outcome.code())
                .append('\n');
        part("said", outcome.said());
        part("printed", outcome.out());
        text.append('\n');
        return this;
    }

    /** Adds a text file. */
    Transcript file(String name) throws IOException {
        text.append("= ").append(name).append('\n');
        part("text", Files.readString(folder.resolve(name)));
        text.append('\n');
        return this;
    }

    /** Adds what {@code bytes} sum up to. */
    Transcript bytes(String name, byte[] bytes) {
        text.append("= ").append(name).append('\n').append(bytes.length).append(" bytes, SHA-1 ")
                .append(HexFormat.of().formatHex(Digests.sha1().digest(bytes))).append("\n\n");
        return this;
    }

    /** Adds a line of text, and what stands for it. */
    Transcript text(String name, byte[] bytes) {
        text.append("= ").append(name).append('\n');
        part("text", new String(bytes, StandardCharsets.UTF_8));
        text.append('\n');
        return this;
    }

    private void part(String name, String words) {
        if (!words.isEmpty()) {
            text.append("-- ").append(name).append('\n').append(words).append(words.endsWith("\n") ? "" : "\n");
        }
    }

    @Override
    public String toString() {
        return text.toString().replace(folder.toString(), "FOLDER");
    }
}
