package org.arenavault.ninep;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file on a server: {@code 9p:[USER@]HOST[:PORT][/TREE]//PATH} or {@code 9p:unix!SOCKET[!TREE]//PATH}.
 * The address ends at the first {@code //}. What is resolved against such a path lies on the same server, in the same
 * tree; {@code #S/...}, as configurations of Plan 9 name its disks, lies in {@code /dev}, where these are seen as a
 * rule.
 */
public final class NinePath implements Path {

    /** What no host is called: where nobody knows what machine it is. */
    public static final String UNKNOWN_HOST = "?";

    private static final String SCHEME = "9p:";
    private static final String BEGINS = "//";
    /** The kernel's own name for the disks, which no server walks to. */
    private static final String DISKS = "#S/";

    private final NineFileSystem tree;
    private final boolean absolute;
    private final List<String> names;

    private NinePath(NineFileSystem tree, boolean absolute, List<String> names) {
        this.tree = tree;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    /** Whether a text names a file of a server. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * The file that a text names: of a server, or of this machine.
     *
     * @throws UsageException if it begins like the former and is none
     * @throws InvalidPathException if it is no name of a file of this machine
     */
    public static Path pathOf(String text) throws UsageException {
        return isOne(text) ? parse(text) : Path.of(text);
    }

    /**
     * Parses the name of a file of a server.
     *
     * @throws UsageException if it is none
     */
    public static NinePath parse(String text) throws UsageException {
        int slashes = text.indexOf(BEGINS);
        if (!isOne(text) || slashes < 0) {
            throw new UsageException(("'%s' names no file of a server: 9p:[USER@]HOST[:PORT][/TREE]//PATH or "
                    + "9p:unix!SOCKET[!TREE]//PATH is expected").formatted(Plain.field(text)));
        }
        NineAddress address = NineAddress.parse(text.substring(SCHEME.length(), slashes));
        return of(new NineFileSystem(address), text.substring(slashes + 1));
    }

    /**
     * The file that a text names in a folder.
     *
     * @throws UsageException if it begins like one of a server and is none, or is one of another server than the folder
     * @throws InvalidPathException if it is no name of a file
     */
    public static Path in(Path folder, String text) throws UsageException {
        if (isOne(text) && of(folder).isPresent()) {
            throw new UsageException("'%s': what lies on a file server can name files of that server alone, by their "
                    .formatted(Plain.field(text)) + "paths there");
        }
        return isOne(text) ? parse(text) : folder.resolve(text);
    }

    /** Where the path of a file begins in the text of its name, which is the text's length if it has none. */
    public static int pathBegins(String text) {
        int slashes = isOne(text) ? text.indexOf(BEGINS) : 0;
        return slashes < 0 ? text.length() : slashes;
    }

    /** The path, if it is one on a server. */
    public static Optional<NinePath> of(Path path) {
        return path instanceof NinePath nine ? Optional.of(nine) : Optional.empty();
    }

    static NinePath of(NineFileSystem tree, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidPathException(Plain.field(text), "a name has no NUL in it");
        }
        String path = text.startsWith(DISKS) ? "/dev/" + text.substring(DISKS.length()) : text;
        return new NinePath(tree, path.startsWith("/"),
                Arrays.stream(path.split("/")).filter(name -> !name.isEmpty()).toList());
    }

    /** The host that it lies on; {@link #UNKNOWN_HOST} behind a socket that leads who knows where. */
    public String host() {
        return tree.address().endpoint().host();
    }

    /** The server and its tree. */
    NineAddress address() {
        return tree.address();
    }

    /** The names to walk from the tree's root. */
    List<NineName> walk() {
        NinePath whole = normalize();
        return whole.names.stream().map(NineName::of).toList();
    }

    @Override
    public NineFileSystem getFileSystem() {
        return tree;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable NinePath getRoot() {
        return absolute ? with(List.of()) : null;
    }

    private NinePath with(List<String> others) {
        return new NinePath(tree, absolute, others);
    }

    @Override
    public @Nullable NinePath getFileName() {
        return names.isEmpty() ? null : getName(names.size() - 1);
    }

    @Override
    public @Nullable NinePath getParent() {
        return names.isEmpty() || (!absolute && names.size() == 1) ? null : with(names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public NinePath getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public NinePath subpath(int from, int to) {
        return new NinePath(tree, false, names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return of(other).filter(path -> path.tree.equals(tree) && path.absolute == absolute
                && path.names.size() <= names.size()
                && path.names.equals(names.subList(0, path.names.size()))).isPresent();
    }

    @Override
    public boolean endsWith(Path other) {
        return of(other).filter(path -> path.tree.equals(tree) && (path.absolute ? path.equals(this)
                : path.names.size() <= names.size()
                && path.names.equals(names.subList(names.size() - path.names.size(), names.size())))).isPresent();
    }

    @Override
    public NinePath normalize() {
        List<String> plain = new ArrayList<>();
        for (String name : names) {
            boolean up = name.equals("..");
            if (up && !plain.isEmpty() && !plain.get(plain.size() - 1).equals("..")) {
                plain.remove(plain.size() - 1);
            } else if (!name.equals(".") && !(up && absolute)) {
                plain.add(name);
            }
        }
        return with(plain);
    }

    /**
     * Another file of the same server.
     *
     * @throws InvalidPathException if it is one of another
     */
    @Override
    public NinePath resolve(String other) {
        if (isOne(other)) {
            throw new InvalidPathException(Plain.field(other), "what lies on a server names no other server");
        }
        return resolve(of(tree, other));
    }

    @Override
    public NinePath resolve(Path other) {
        NinePath path = of(other).orElseGet(() -> of(tree, other.toString()));
        if (path.absolute) {
            return path;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(path.names);
        return with(all);
    }

    @Override
    public NinePath resolveSibling(String other) {
        NinePath folder = getParent();
        return folder == null ? of(tree, other) : folder.resolve(other);
    }

    @Override
    public NinePath relativize(Path other) {
        NinePath path = of(other).filter(each -> each.tree.equals(tree) && each.absolute == absolute)
                .orElseThrow(() -> new IllegalArgumentException(other + " lies elsewhere"));
        int same = 0;
        while (same < Math.min(names.size(), path.names.size()) && names.get(same).equals(path.names.get(same))) {
            same++;
        }
        List<String> way = new ArrayList<>();
        names.subList(same, names.size()).forEach(name -> way.add(".."));
        way.addAll(path.names.subList(same, path.names.size()));
        return new NinePath(tree, false, way);
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException(this + " has no URI");
    }

    @Override
    public NinePath toAbsolutePath() {
        return new NinePath(tree, true, names);
    }

    @Override
    public NinePath toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException(this + " cannot be watched");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NinePath path && tree.equals(path.tree) && absolute == path.absolute
                && names.equals(path.names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tree, absolute, names);
    }

    /** As {@link #parse} takes it; of a part of a name, that part. */
    @Override
    public String toString() {
        String path = String.join("/", names);
        return absolute ? tree.address() + BEGINS + path : path;
    }
}
