package org.arenavault.parity;

import java.util.List;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;

/**
 * Where the bytes of a member are, for making parity.
 *
 * @param sums what its units came to when it was read back and found right
 * @param places where it can be read, each from its first byte on, the best first: a unit that one does not give, or
 *        gives with another sum, is asked of the next. A storage that is costly to open opens itself when it is read
 */
public record MemberSource(UnitSums sums, List<Storage> places) {

    /** A member that can be read at these places. */
    public MemberSource {
        places = List.copyOf(places);
    }
}
