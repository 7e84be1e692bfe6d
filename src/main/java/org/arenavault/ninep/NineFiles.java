package org.arenavault.ninep;

import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.arenavault.io.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What files of servers are to whoever takes them for files of this machine: each such use is refused, in words. They
 * are read as storages are, through {@link NineDisks}.
 */
final class NineFiles extends FileSystemProvider {

    static final NineFiles ALL = new NineFiles();

    private NineFiles() {
    }

    private static RefusedException refusal(Path path) {
        return new RefusedException(path + ": lies on a file server; a file or folder of this machine is needed here");
    }

    @Override
    public String getScheme() {
        return "arenavault-9p";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
        throw new UnsupportedOperationException("a file server has no URI");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("a file server has no URI");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("a file of a server has no URI");
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws RefusedException {
        throw refusal(path);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws RefusedException {
        throw refusal(path);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws RefusedException {
        throw refusal(path);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws RefusedException {
        throw refusal(path);
    }

    @Override
    public void delete(Path path) throws RefusedException {
        throw refusal(path);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws RefusedException {
        throw refusal(source);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws RefusedException {
        throw refusal(source);
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) throws RefusedException {
        throw refusal(path);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws RefusedException {
        throw refusal(path);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type,
            LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws RefusedException {
        throw refusal(path);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws RefusedException {
        throw refusal(path);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
            throws RefusedException {
        throw refusal(path);
    }
}
