package org.arenavault.mirror;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/**
 * How far one arena has come on one target (replication 5). Kept as lines of JSON: the cursor, then a line for each
 * clump that could not be had.
 *
 * @param identity which arena it is
 * @param done offset of the next clump to send; everything before is durable on the target
 * @param clumps how many clumps that is
 * @param last score of the last of them; {@link Score#NONE} for none
 * @param proof the last block that the target took or had: without it the target is not the same any more
 * @param counts what became of these clumps
 * @param copied true once the arena is sealed and all of it is on the target
 * @param bad clumps before {@code done} that could not be had
 */
record ArenaCursor(Identity identity, long done, long clumps, Score last, Proof proof, Counts counts, boolean copied,
                   List<BadClump> bad) {

    /**
     * What tells whether an arena is still the same.
     *
     * @param arena its key, which is its name where it lies in a venti
     * @param size bytes of the arena
     * @param ctime when its first clump was written, seconds since 1970
     */
    record Identity(String arena, long size, int blockSize, long clumpMagic, long ctime) {

        static Identity of(String key, Arena arena, ArenaTail tail) {
            return new Identity(key, arena.size(), arena.blockSize(), tail.clumpMagic(), tail.ctime());
        }

        /** Whether it is that of this arena, by whatever name it goes. */
        boolean isOf(Arena now, ArenaTail tail) {
            return now.size() == size && now.blockSize() == blockSize && tail.clumpMagic() == clumpMagic
                    && tail.ctime() == ctime;
        }
    }

    /**
     * A block that a target has.
     *
     * @param score its score; {@link Score#NONE} for none
     * @param type its type number on disk
     */
    record Proof(Score score, int type) {

        static final Proof NONE = new Proof(Score.NONE, 0);
    }

    /**
     * What became of clumps, in all runs.
     *
     * @param sent blocks that the target took
     * @param present blocks that it had before
     * @param skipped clumps that are marked corrupt at the source, and are sent nowhere
     */
    record Counts(long sent, long present, long skipped) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(sent + other.sent, present + other.present, skipped + other.skipped);
        }
    }

    /** More are counted, not remembered: the arena is lost at the source. */
    static final int MOST_BAD = 10_000;

    private static final String KIND = "cursor";
    private static final int VERSION = 1;

    ArenaCursor {
        bad = List.copyOf(bad);
    }

    /** A cursor at the beginning of an arena. */
    static ArenaCursor begin(SentArena sent, ArenaTail tail) {
        return new ArenaCursor(Identity.of(sent.key(), sent.arena(), tail), 0, 0, Score.NONE,
                Proof.NONE, Counts.NONE, false, List.of());
    }

    /** The arena's key. */
    String arena() {
        return identity.arena();
    }

    /**
     * Checks that this is a cursor of the arena as it is now.
     *
     * @throws RefusedException if the arena was replaced, or has lost its end
     */
    void check(Arena now, ArenaTail tail) throws RefusedException {
        if (!identity.isOf(now, tail)) {
            throw replaced(now, "it was formatted anew");
        }
        if (tail.memory().used() < done || tail.memory().clumps() < clumps) {
            throw replaced(now, "it ends at %d, and was mirrored up to %d".formatted(tail.memory().used(), done));
        }
    }

    /** What to throw where the arena is not what was mirrored. */
    static RefusedException replaced(Arena now, String how) {
        return new RefusedException("%s: is not the arena that was mirrored before: %s; see what happened to it, then "
                .formatted(now.where(), how) + "mirror it from its beginning with --again " + now.name());
    }

    /** The same, advanced. */
    ArenaCursor advance(long offset, long count, Score score, Counts more, List<BadClump> lost) {
        return new ArenaCursor(identity, offset, count, score, proof, counts.plus(more), copied, lost);
    }

    /** The same with another block that the target must have. */
    ArenaCursor prove(Score score, int type) {
        return new ArenaCursor(identity, done, clumps, last, new Proof(score, type), counts, copied, bad);
    }

    /** The same with other lost clumps, and what became of those that are lost no more. */
    ArenaCursor with(List<BadClump> lost, Counts more) {
        return new ArenaCursor(identity, done, clumps, last, proof, counts.plus(more), copied, lost);
    }

    /** The same, and all of a sealed arena. */
    ArenaCursor finish() {
        return new ArenaCursor(identity, done, clumps, last, proof, counts, true, bad);
    }

    /**
     * Decodes a state file.
     *
     * @param where for messages
     * @throws CorruptException if it is none
     * @throws UnsupportedVersionException if a later program wrote it
     */
    static ArenaCursor decode(byte[] text, String where) throws CorruptException, UnsupportedVersionException {
        try {
            List<String> lines = new String(text, StandardCharsets.UTF_8).lines().toList();
            if (lines.isEmpty()) {
                throw new CorruptException("is empty");
            }
            FlatJson head = FlatJson.parse(lines.get(0));
            if (!head.text("kind").equals(KIND)) {
                throw new CorruptException("is no cursor");
            }
            if (head.number("version") != VERSION) {
                throw new UnsupportedVersionException("%s: is of version %d; this program knows %d"
                        .formatted(where, head.number("version"), VERSION));
            }
            List<BadClump> bad = new ArrayList<>();
            for (String line : lines.subList(1, Math.min(lines.size(), 1 + MOST_BAD))) {
                bad.add(BadClump.decode(FlatJson.parse(line)));
            }
            Identity identity = new Identity(head.text("arena"), head.number("size"), head.smallNumber("block_size"),
                    head.number("clump_magic"), head.number("ctime"));
            Proof proof = new Proof(BadClump.score(head, "proof"), head.smallNumber("proof_type"));
            return new ArenaCursor(identity, head.number("done"), head.number("clumps"), BadClump.score(head, "last"),
                    proof, counts(head, bad.size()), head.bool("copied"), bad);
        } catch (CorruptException e) {
            throw new CorruptException("%s: %s; remove it to have the arena compared anew"
                    .formatted(where, Reason.of(e)), e);
        }
    }

    /** Earlier programs did not tell blocks that were sent from those that were there. */
    private static Counts counts(FlatJson head, int bad) throws CorruptException {
        long skipped = head.number("skipped");
        return head.has("sent") ? new Counts(head.number("sent"), head.number("present"), skipped)
                : new Counts(0, Math.max(0, head.number("clumps") - skipped - bad), skipped);
    }

    /** The state file. */
    byte[] encode() {
        StringBuilder text = new StringBuilder();
        text.append(new FlatJson().put("kind", KIND).put("version", VERSION).put("arena", identity.arena())
                .put("size", identity.size()).put("block_size", identity.blockSize())
                .put("clump_magic", identity.clumpMagic()).put("ctime", identity.ctime()).put("done", done)
                .put("clumps", clumps).put("last", last.toString()).put("proof", proof.score().toString())
                .put("proof_type", proof.type()).put("sent", counts.sent()).put("present", counts.present())
                .put("skipped", counts.skipped()).put("copied", copied).format()).append('\n');
        bad.forEach(clump -> text.append(clump.encode().format()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
