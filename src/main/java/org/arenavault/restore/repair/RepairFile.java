package org.arenavault.restore.repair;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.parity.ParityMember;

/** A file in which a member becomes whole. It gets its name once it is what it is to be. */
final class RepairFile implements Closeable {

    private static final String UNFINISHED = ".part";
    private static final String DAMAGED = ".damaged";
    private static final int CHUNK_UNITS = 16;

    private final ParityMember member;
    private final Path target;
    private final Path part;
    private final Storage storage;

    private RepairFile(ParityMember member, Path target, Path part, Storage storage) {
        this.member = member;
        this.target = target;
        this.part = part;
        this.storage = storage;
    }

    /**
     * Whether the file is there, whole: a run that was interrupted has made it.
     *
     * @throws RefusedException if something else stands in its place, or in that of a member that stays damaged
     */
    static boolean isThere(ParityMember member, Path target, World world) throws IOException {
        if (PlainFiles.isFile(target, LinkOption.NOFOLLOW_LINKS)) {
            try (Storage file = world.disks().openToRead(target)) {
                if (file.size() == member.size() && MemberDigest.holds(member, file, world)) {
                    return true;
                }
            }
        }
        for (Path path : new Path[] {target, damaged(target)}) {
            if (PlainFiles.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new RefusedException(path + ": exists already; nothing is written over it");
            }
        }
        return false;
    }

    private static Path damaged(Path target) {
        return PlainFiles.beside(target, DAMAGED);
    }

    /** Begins a file of zeros. */
    static RepairFile create(ParityMember member, Path target, World world) throws IOException {
        Path part = PlainFiles.beside(target, UNFINISHED);
        DurableFiles.refuseLink(part);
        Files.deleteIfExists(part);
        return new RepairFile(member, target, part, world.disks().create(part, member.size()));
    }

    /** Copies what is there of the member. */
    void copy(Storage from, BitSet lost, World world) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_UNITS * UnitSums.UNIT);
        try (Progress.Stage stage = world.progress().begin("copying " + member.name(), member.size())) {
            for (int unit = lost.nextClearBit(0); unit < member.units();) {
                world.stop().check();
                int hole = lost.nextSetBit(unit);
                int end = Math.min(member.units(), Math.min(unit + CHUNK_UNITS, hole < 0 ? member.units() : hole));
                long at = (long) unit * UnitSums.UNIT;
                chunk.clear().limit((int) Math.min((long) (end - unit) * UnitSums.UNIT, member.size() - at));
                from.read(at, chunk);
                storage.write(at, chunk.flip());
                stage.add(chunk.limit());
                unit = lost.nextClearBit(end);
            }
        }
    }

    void write(long position, ByteBuffer bytes) throws IOException {
        storage.write(position, bytes);
    }

    /** Whether it comes to the member's digest. */
    boolean isWhole(World world) throws IOException {
        storage.force();
        return MemberDigest.holds(member, storage, world);
    }

    /** Gives it its name, or that of a damaged one; returns which. */
    Path finish(boolean whole) throws IOException {
        storage.force();
        storage.close();
        Path name = whole ? target : damaged(target);
        DurableFiles.moveToNew(part, name);
        return name;
    }

    /** What has no name yet goes. */
    @Override
    public void close() throws IOException {
        try (storage) {
            Files.deleteIfExists(part);
        }
    }
}
