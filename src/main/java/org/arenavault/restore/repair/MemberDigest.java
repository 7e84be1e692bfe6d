package org.arenavault.restore.repair;

import java.io.IOException;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ContentSum;
import org.arenavault.parity.ParityMember;

/** What members are judged by in the end: an arena by its seal, all else by its SHA-256. */
public final class MemberDigest {

    private MemberDigest() {
    }

    /**
     * Whether {@code storage} begins with the very member.
     *
     * @throws UnusableBytesException if it cannot be read
     */
    public static boolean holds(ParityMember member, Storage storage, World world) throws IOException {
        if (storage.size() < member.size()) {
            return false;
        }
        try (Progress.Stage stage = world.progress().begin("checking " + member.name(), member.size())) {
            return member.digest().equals(
                    ContentSum.compute(member.digest(), member.size(), storage, stage, world.stop()));
        }
    }

    /** The same of what somebody else has written: what cannot be read is not the member. */
    static boolean isIn(ParityMember member, Storage storage, World world) throws IOException {
        try {
            return holds(member, storage, world);
        } catch (UnusableBytesException e) {
            return false;
        }
    }
}
