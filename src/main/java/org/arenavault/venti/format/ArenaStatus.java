package org.arenavault.venti.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;

/**
 * What head and tail of an arena say. Where they cannot be read or contradict each other the state is
 * {@link ArenaState#DAMAGED} and {@link #problems} says why.
 *
 * @param tail what the tail says; of version 0 and empty where it cannot be read
 * @param problems one line each; empty unless damaged
 */
public record ArenaStatus(Arena arena, ArenaState state, ArenaTail tail, List<String> problems) {

    /** Stands for a tail that cannot be read. */
    private static final ArenaTail UNREAD =
            new ArenaTail(0, "", 0, 0, 0, ArenaStats.EMPTY, ArenaStats.EMPTY, Score.NONE);

    public ArenaStatus {
        problems = List.copyOf(problems);
    }

    /**
     * Reads tail and head, in this order, and compares them.
     *
     * @throws IOException only for causes that do not lie in the arena
     */
    public static ArenaStatus of(Arena arena) throws IOException {
        return new ArenaStatusReader().read(arena);
    }

    /** What this tail says, and the head, which may be unreadable. */
    static ArenaStatus of(Arena arena, ArenaTail tail, ArenaStatusReader reader) throws IOException {
        List<String> problems = new ArrayList<>();
        try {
            compare(arena, reader.head(arena), tail, problems);
        } catch (PeerException | RefusedException e) {
            throw e;
        } catch (VaultException e) {
            problems.add(e.getMessage());
        }
        ArenaState state = problems.isEmpty() ? ArenaState.of(tail) : ArenaState.DAMAGED;
        return new ArenaStatus(arena, state, tail, problems);
    }

    /** An arena whose tail cannot be read, and why. */
    static ArenaStatus damaged(Arena arena, String why) {
        return new ArenaStatus(arena, ArenaState.DAMAGED, UNREAD, List.of(why));
    }

    private static void compare(Arena arena, ArenaHead head, ArenaTail tail, List<String> problems) {
        if (!tail.name().equals(arena.name())) {
            problems.add("%s: its tail says '%s'".formatted(arena.where(), Plain.field(tail.name())));
        }
        if (!head.name().equals(arena.name())) {
            problems.add("%s: its head says '%s'".formatted(arena.where(), Plain.field(head.name())));
        }
        if (head.version() != tail.version()) {
            problems.add("%s: head of version %d, tail of version %d".formatted(arena.where(), head.version(),
                    tail.version()));
        }
        if (head.size() != arena.size() || head.blockSize() != arena.blockSize()) {
            problems.add("%s: head says %d bytes in blocks of %d, the table %d in blocks of %d".formatted(arena.where(),
                    head.size(), head.blockSize(), arena.size(), arena.blockSize()));
        }
        if (head.clumpMagic() != tail.clumpMagic()) {
            problems.add("%s: clump magic %08x in the head, %08x in the tail"
                    .formatted(arena.where(), head.clumpMagic(), tail.clumpMagic()));
        }
    }

    /** 4 or 5; 0 if unknown. */
    public int version() {
        return tail.version();
    }

    /** The part that is known to be in the index. */
    public ArenaStats disk() {
        return tail.disk();
    }

    /** Everything appended. */
    public ArenaStats memory() {
        return tail.memory();
    }

    /** The seal; {@link Score#NONE} where there is none. */
    public Score seal() {
        return tail.score();
    }

    /** When its first clump was written, seconds since 1970; 0 = never. */
    public long ctime() {
        return tail.ctime();
    }

    /** When its last clump was written, seconds since 1970. */
    public long wtime() {
        return tail.wtime();
    }
}
