package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;

/** Reads the columns of members that are all there; nothing is given whose sum is not right. */
final class SourceReading {

    private final ParityLayout layout;
    private final List<Optional<MemberSource>> sources;

    private SourceReading(ParityLayout layout, List<Optional<MemberSource>> sources) {
        this.layout = layout;
        this.sources = List.copyOf(sources);
    }

    /** Of all members. */
    static SourceReading all(ParityLayout layout, List<MemberSource> sources) throws CorruptException {
        return some(layout, sources.stream().map(Optional::of).toList());
    }

    /** Of some members: nobody reads the others. */
    static SourceReading some(ParityLayout layout, List<Optional<MemberSource>> sources) throws CorruptException {
        if (sources.size() != layout.members().size()) {
            throw new CorruptException("there are %d sources for %d members".formatted(sources.size(),
                    layout.members().size()));
        }
        for (int i = 0; i < sources.size(); i++) {
            ParityMember member = layout.members().get(i);
            long sums = sources.get(i).map(source -> source.sums().units()).orElse((long) member.units());
            if (sums != member.units()) {
                throw new CorruptException("there are %d sums of the %d units of '%s'".formatted(sums, member.units(),
                        member.name()));
            }
        }
        return new SourceReading(layout, sources);
    }

    /** What a data unit must come to. */
    int sum(int member, int unit) {
        return sources.get(member).orElseThrow().sums().of(unit);
    }

    /**
     * Reads units into {@code target} at its position, filled up with zeros.
     *
     * @throws CorruptException if one of them is right at none of its places
     */
    void read(int member, int unit, int count, ByteBuffer target) throws IOException {
        int begin = target.position();
        boolean there = false;
        for (Storage place : sources.get(member).orElseThrow().places()) {
            there = there || reads(place, member, unit, count, target);
        }
        for (int i = 0; i < count; i++) {
            ByteBuffer one = target.duplicate().position(begin + i * UnitSums.UNIT)
                    .limit(begin + (i + 1) * UnitSums.UNIT);
            if (!there || UnitSums.sum(one) != sum(member, unit + i)) {
                find(member, unit + i, one);
            }
        }
        target.position(begin + count * UnitSums.UNIT);
    }

    private boolean reads(Storage place, int member, int unit, int count, ByteBuffer target) throws IOException {
        ByteBuffer part = target.duplicate();
        int bytes = (count - 1) * UnitSums.UNIT + layout.members().get(member).unitBytes(unit + count - 1);
        part.limit(part.position() + bytes);
        try {
            place.read((long) unit * UnitSums.UNIT, part);
        } catch (UnusableBytesException e) {
            return false;
        }
        Zeros.fill(target, part.position(), part.position() - bytes + count * UnitSums.UNIT);
        return true;
    }

    private void find(int member, int unit, ByteBuffer target) throws IOException {
        for (Storage place : sources.get(member).orElseThrow().places()) {
            if (reads(place, member, unit, 1, target) && UnitSums.sum(target) == sum(member, unit)) {
                return;
            }
        }
        throw new CorruptException("64 KiB of '%s' at byte %d are not what they were when its track was verified, "
                .formatted(layout.members().get(member).name(), (long) unit * UnitSums.UNIT)
                + "wherever they can be read; parity cannot be made of them");
    }
}
