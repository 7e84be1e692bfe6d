package org.arenavault.ninep;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tree of a server as a place of names. What they name is opened by {@link NineDisks} alone. */
final class NineFileSystem extends FileSystem {

    private final NineAddress address;

    NineFileSystem(NineAddress address) {
        this.address = address;
    }

    NineAddress address() {
        return address;
    }

    @Override
    public NineFiles provider() {
        return NineFiles.ALL;
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(NinePath.of(this, "/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of();
    }

    @Override
    public Path getPath(String first, String... more) {
        return NinePath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException(address + " matches no patterns");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException(address + " has no users of this machine");
    }

    @Override
    public WatchService newWatchService() throws IOException {
        throw new UnsupportedOperationException(address + " cannot be watched");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NineFileSystem tree && address.equals(tree.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
