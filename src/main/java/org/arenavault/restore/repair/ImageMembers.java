package org.arenavault.restore.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.media.Medium;
import org.arenavault.parity.ParityGroup;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.Trust;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;

/**
 * Which members an image holds: the image of a track begins with one, that of a disc has each where its track began.
 * The sums of some units tell, so that damage to any part hides no member; where these are lost, an arena's head does.
 */
final class ImageMembers {

    /** Units of a member that are looked at. */
    private static final int SAMPLES = 24;
    private static final byte[] ZEROS = new byte[UnitSums.UNIT];

    private final ParityGroup group;
    private final StopSignal stop;
    private final ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);

    ImageMembers(ParityGroup group, StopSignal stop) {
        this.group = group;
        this.stop = stop;
    }

    /** The members in an image, by number, each as a storage that begins with it. */
    Map<Integer, Storage> in(Storage image) throws IOException {
        Map<Integer, Storage> found = new LinkedHashMap<>();
        int first = -1;
        int most = 0;
        for (int number = 0; number < group.layout().members().size(); number++) {
            stop.check();
            ParityMember member = group.layout().members().get(number);
            long at = member.lba() * Medium.BLOCK;
            if (at > 0 && at < image.size()) {
                Storage part = image.slice(at, image.size());
                if (matches(number, member, part) > 0) {
                    found.put(number, part);
                }
            }
            int matches = matches(number, member, image);
            if (matches > most) {
                most = matches;
                first = number;
            }
        }
        if (most == 0 && found.isEmpty()) {
            first = ofAnyUnit(image);
        }
        if (first >= 0) {
            found.putIfAbsent(first, image);
        }
        return found;
    }

    /** How many of some units are those of a member; zeros prove nothing, since that is what a failed read leaves. */
    private int matches(int number, ParityMember member, Storage storage) throws IOException {
        int matches = 0;
        int unproved = 0;
        int units = (int) Math.min(member.units(), UnitSums.unitsOf(storage.size()));
        for (int i = 0; i < Math.min(SAMPLES, units); i++) {
            int sample = (int) ((long) i * units / Math.min(SAMPLES, units));
            if (reads(member, sample, storage)) {
                Trust trust = group.judge(number, sample, unit);
                matches += trust == Trust.RIGHT ? 1 : 0;
                unproved += trust == Trust.UNPROVED ? 1 : 0;
            }
        }
        return matches == 0 && unproved > 0 && hasHead(member, storage) ? 1 : matches;
    }

    private boolean reads(ParityMember member, int number, Storage storage) throws IOException {
        return ParityGroup.read(storage, member, number, unit) && !unit.equals(ByteBuffer.wrap(ZEROS));
    }

    private static boolean hasHead(ParityMember member, Storage storage) throws IOException {
        try {
            ArenaHead head = Arena.headOf(storage);
            return head.name().equals(member.name()) && head.size() == member.size();
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    /** The member one of whose units is right in an image of which hardly anything is left; -1 if there is none. */
    private int ofAnyUnit(Storage image) throws IOException {
        long units = UnitSums.unitsOf(image.size());
        for (int at = 0; at < units; at++) {
            stop.check();
            for (int number = 0; number < group.layout().members().size(); number++) {
                ParityMember member = group.layout().members().get(number);
                if (at < member.units() && reads(member, at, image)
                        && group.judge(number, at, unit) == Trust.RIGHT) {
                    return number;
                }
            }
        }
        return -1;
    }
}
