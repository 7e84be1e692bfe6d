package org.arenavault.parity;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;

/**
 * What is left of a member.
 *
 * @param storage begins with its bytes; empty if nothing is left
 * @param lost units that cannot be read, or are wrong, as {@link ParityGroup#scan} finds them: only these are repaired.
 *        What lies behind the end of the storage is lost without being named. Nobody changes the set while it is in use
 */
public record MemberReading(Optional<Storage> storage, BitSet lost) {

    /** All of it is there. */
    public static MemberReading whole(Storage storage) {
        return new MemberReading(Optional.of(storage), new BitSet());
    }

    /** Some of it is there. */
    public static MemberReading damaged(Storage storage, BitSet lost) {
        return new MemberReading(Optional.of(storage), lost);
    }

    /** Nothing is there. */
    public static MemberReading absent(ParityMember member) {
        BitSet all = new BitSet();
        all.set(0, member.units());
        return new MemberReading(Optional.empty(), all);
    }

    /** What is lost of it, with what lies behind the end of its storage. */
    BitSet lostOf(ParityMember member) throws IOException {
        BitSet all = (BitSet) lost.clone();
        if (storage.isPresent() && storage.get().size() < member.size()) {
            all.set((int) (storage.get().size() / UnitSums.UNIT), member.units());
        }
        return all.get(0, member.units());
    }
}
