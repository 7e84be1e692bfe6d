package org.arenavault.restore.sending;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Digests;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.UsageException;
import org.arenavault.media.Content;
import org.arenavault.media.IncrementFields;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.Score;

/** An arena or an increment that is sent, wherever its copies lie: those of the same bytes are one. */
final class SentContent {

    private static final int SAMPLES = 64;
    private static final int SAMPLE = 2048;

    private final String name;
    private final String arena;
    private final String sum;
    private final long size;
    private final Score digest;
    private final Set<String> tried = new LinkedHashSet<>();

    private SentContent(String name, String arena, String sum, long size, Score digest) {
        this.name = name;
        this.arena = arena;
        this.sum = sum;
        this.size = size;
        this.digest = digest;
    }

    /** What a label or a ledger tells of. */
    static SentContent of(Content content) throws IOException {
        return new SentContent(content.name(), IncrementFields.of(content).map(part -> part.origin().arena())
                .orElse(content.name()), content.sum(), content.size(),
                content.arena().map(arena -> arena.digest()).orElse(Score.NONE));
    }

    /** An arena in a track; one that has no seal is known by samples of its bytes. */
    static SentContent of(ArenaFind find, TrackWindow track) throws IOException {
        return find.evidence() == Evidence.CLUMPS || find.arena().digest().equals(Score.NONE)
                ? of(new Arena(track, find.arena().name(), 0, find.arena().size(), find.arena().blockSize()))
                : of(find.arena());
    }

    /** The same where nothing else is known. */
    static SentContent of(Arena arena) throws IOException {
        MessageDigest sum = Digests.sha1();
        long end = Math.min(arena.size(), arena.storage().size());
        for (int i = 0; i < SAMPLES; i++) {
            long at = Math.max(0, (end - SAMPLE) / (SAMPLES - 1) * i);
            byte[] sample = new byte[(int) Math.min(SAMPLE, end - at)];
            try {
                arena.storage().read(at, ByteBuffer.wrap(sample));
            } catch (MediumFaultException e) {
                Arrays.fill(sample, (byte) 0);
            }
            sum.update(sample);
        }
        return new SentContent(arena.name(), arena.name(), "bytes-" + Score.of(sum), arena.size(), Score.NONE);
    }

    /** Tells it from all others. */
    String key() {
        return key(name, sum);
    }

    /** The key of what has this name and this digest. */
    static String key(String name, String sum) {
        return name + "." + sum;
    }

    String name() {
        return name;
    }

    /** Whether it is an arena of this name, or a part of one. */
    boolean isOf(String other) {
        return arena.equals(other);
    }

    /** The SHA-1 that label or seal tell; empty for what is known by samples alone. */
    Optional<Score> known() {
        try {
            return Optional.of(Score.parse(sum));
        } catch (UsageException e) {
            return Optional.empty();
        }
    }

    /** Bytes. */
    long size() {
        return size;
    }

    /** What it should come to, if it is an arena that has a seal; else {@link Score#NONE}. */
    Score digest() {
        return digest;
    }

    /** A copy of it was read there. */
    void tried(String where) {
        tried.add(where);
    }

    /** Whether it is what was left in a track of something that nobody could name. */
    boolean isRestOf(String where) {
        return known().isEmpty() && tried.contains(where);
    }

    Set<String> tried() {
        return tried;
    }
}
