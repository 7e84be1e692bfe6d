package org.arenavault.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;

/** What is kept on disk of one target: a cursor for each arena, and the newest root. */
final class TargetState {

    private static final String CURSOR = ".cursor";
    private static final String ROOTS = "roots";
    private static final long LONGEST = 64 << 20;

    private final Path folder;

    /** The state in this folder, which is made when something is written. */
    TargetState(Path folder) {
        this.folder = folder;
    }

    /** A file name for any text. */
    static String fileName(String text) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-'
                    || b == '_' || (b == '.' && !name.isEmpty());
            name.append(plain ? String.valueOf((char) b) : "%%%02x".formatted(b & 0xFF));
        }
        return name.toString();
    }

    /**
     * The cursor of an arena.
     *
     * @throws CorruptException if the file is damaged
     */
    Optional<ArenaCursor> cursor(String arena) throws IOException {
        Path file = file(arena);
        Optional<byte[]> text = read(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        ArenaCursor cursor = ArenaCursor.decode(text.get(), file.toString());
        if (!cursor.arena().equals(arena)) {
            throw new CorruptException("%s: is the cursor of arena '%s'".formatted(file, cursor.arena()));
        }
        return Optional.of(cursor);
    }

    private Path file(String arena) {
        return folder.resolve(fileName(arena) + CURSOR);
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        if (!OwnFiles.exists(file)) {
            return Optional.empty();
        }
        DurableFiles.refuseLink(file);
        return OwnFiles.get(file, () -> {
            if (Files.size(file) > LONGEST) {
                throw new CorruptException(file + ": is too long to be what it should be");
            }
            return Optional.of(PlainFiles.bytes(file));
        });
    }

    /** Keeps a cursor; it is durable on return. */
    void keep(ArenaCursor cursor) throws IOException {
        replace(file(cursor.arena()), cursor.encode());
    }

    private void replace(Path file, byte[] content) throws IOException {
        OwnFiles.run(file, () -> {
            DurableFiles.createFolder(folder);
            DurableFiles.replace(file, content);
        });
    }

    /** Forgets the cursor of an arena. */
    void forget(String arena) throws IOException {
        Path file = file(arena);
        OwnFiles.run(file, () -> {
            if (Files.deleteIfExists(file)) {
                DurableFiles.syncFolder(folder);
            }
        });
    }

    /**
     * Roots of a target.
     *
     * @param newest the last root block that was seen on its way to the target; {@link Score#NONE} for none
     * @param verified the last that was found whole there
     */
    record Roots(Score newest, Score verified) {
    }

    /** The roots. */
    Roots roots() throws IOException {
        Path file = folder.resolve(ROOTS);
        Optional<byte[]> text = read(file);
        if (text.isEmpty()) {
            return new Roots(Score.NONE, Score.NONE);
        }
        try {
            FlatJson line = FlatJson.parse(new String(text.get(), StandardCharsets.UTF_8).strip());
            return new Roots(BadClump.score(line, "newest"), BadClump.score(line, "verified"));
        } catch (CorruptException e) {
            throw new CorruptException("%s: %s; remove it".formatted(file, e.getMessage()), e);
        }
    }

    /** Keeps the roots. */
    void keep(Roots roots) throws IOException {
        replace(folder.resolve(ROOTS), (new FlatJson().put("newest", roots.newest().toString())
                .put("verified", roots.verified().toString()).format() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
