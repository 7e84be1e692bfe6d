package org.arenavault.backup.kit;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.arenavault.io.Bytes;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.PlainTar;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageInput;
import org.arenavault.io.World;

/**
 * The tar of a kit, as it comes from a disc that anybody may have made. Everything is looked at before the first file
 * is written, and the folder appears whole or not at all. Until then it grows in {@code arenavault-kit.new} beside it,
 * which the next one takes away where one was killed.
 */
final class KitTar {

    private static final int MOST_MEMBERS = 1000;
    private static final int LONGEST_NAME = 255;
    /** Bytes of all files; a kit has no more than a fiftieth of a disc. */
    private static final long LARGEST = 4L << 30;
    private static final int BUFFER = 1 << 20;
    /** A name is of our folder, and goes down: it has no part that is empty, '.' or '..'. */
    private static final String PART = "[A-Za-z0-9_+-][A-Za-z0-9._+-]*";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(Kit.FOLDER) + "(?:" + PART + "/)*" + PART);

    private final Storage content;
    private final String where;
    private final World world;

    /**
     * The tar in a content.
     *
     * @param where what faults of it are told with
     */
    KitTar(Storage content, String where, World world) {
        this.content = content;
        this.where = where;
        this.world = world;
    }

    /** What is done with a member. */
    @FunctionalInterface
    private interface Visitor {

        void take(PlainTar.Member member, PlainTar tar) throws IOException;
    }

    /**
     * Takes everything out.
     *
     * @param target the folder that gets the kit's folder; it is made if it is missing
     * @return the files, in their order
     * @throws CorruptException if the tar holds what no kit does; nothing was written then
     * @throws RefusedException if there is a folder of the kit's name
     */
    @SuppressWarnings("try")
    List<KitFile> unpack(Path target) throws IOException {
        List<KitFile> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long[] bytes = new long[1];
        each((member, tar) -> {
            check(member, names);
            if (!member.folder()) {
                files.add(new KitFile(member.name(), member.size()));
                bytes[0] += member.size();
            }
            if (bytes[0] > LARGEST) {
                throw new CorruptException("%s: holds %s and more, which no kit does; nothing was written".formatted(
                        where, Bytes.text(bytes[0])));
            }
        });
        if (files.isEmpty()) {
            throw new CorruptException(where + ": holds no files");
        }
        Path folder = target.resolve(Kit.FOLDER);
        if (PlainFiles.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(folder + ": exists already, and nothing is written over it; name another folder "
                    + "with -o");
        }
        NewFiles.folders(target);
        Path lock = PlainFiles.beside(folder, ".lock");
        Path fresh = PlainFiles.beside(folder, ".new");
        try (ProcessLock taking = ProcessLock.take(lock, "whoever takes a kit to " + target,
                OperatorNeededException.Need.LOCKED);
                Closeable unneeded = () -> Files.deleteIfExists(lock);
                Closeable unfinished = () -> NewFiles.remove(fresh)) {
            // of one that was killed
            NewFiles.remove(fresh);
            NewFiles.folder(fresh);
            each((member, tar) -> write(member, tar, fresh));
            DurableFiles.moveToNew(fresh.resolve(Kit.FOLDER), folder);
        }
        return files;
    }

    private void check(PlainTar.Member member, Set<String> names) throws CorruptException {
        String name = member.folder() && member.name().endsWith("/")
                ? member.name().substring(0, member.name().length() - 1) : member.name();
        boolean top = member.folder() && (name + "/").equals(Kit.FOLDER);
        if (!top && (name.length() > LONGEST_NAME || !NAME.matcher(name).matches())) {
            throw new CorruptException("%s: holds '%s', which is no name in a kit; nothing was written".formatted(where,
                    Plain.field(name)));
        }
        if (!names.add(name)) {
            throw new CorruptException("%s: holds '%s' twice; nothing was written".formatted(where, name));
        }
        if (names.size() > MOST_MEMBERS) {
            throw new CorruptException("%s: holds more than %d files; nothing was written".formatted(where,
                    MOST_MEMBERS));
        }
    }

    private static void write(PlainTar.Member member, PlainTar tar, Path fresh) throws IOException {
        Path path = fresh.resolve(member.name());
        NewFiles.folders(member.folder() ? path : PlainFiles.folderOf(path));
        if (!member.folder()) {
            try (OutputStream out = NewFiles.write(path)) {
                tar.copy(out);
            }
        }
    }

    private void each(Visitor visitor) throws IOException {
        PlainTar tar = new PlainTar(new BufferedInputStream(new StorageInput(content), BUFFER), where,
                world.stop());
        for (Optional<PlainTar.Member> member = tar.next(); member.isPresent(); member = tar.next()) {
            visitor.take(member.get(), tar);
        }
    }
}
