package org.arenavault.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.arenavault.faults.Faults.Step;

/**
 * Takes the place of the system's own provider of files, below everything that a program does with them: start Java
 * with {@code -Djava.nio.file.spi.DefaultFileSystemProvider=org.arenavault.faults.FaultyFiles}.
 */
public final class FaultyFiles extends FileSystemProvider {

    private final FileSystemProvider inner;
    private final FaultySystem system;

    /** Called by Java, with the provider that would be the default. */
    public FaultyFiles(FileSystemProvider inner) {
        this.inner = inner;
        this.system = new FaultySystem(this, inner.getFileSystem(URI.create("file:///")));
    }

    private static Path in(Path path) {
        return FaultySystem.inner(path);
    }

    @Override
    public String getScheme() {
        return inner.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
        return inner.newFileSystem(uri, environment);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return system.of(inner.getPath(uri));
    }

    private static void checkOpen(Path path, Set<? extends OpenOption> options) throws IOException {
        boolean creates = options.contains(StandardOpenOption.CREATE_NEW)
                || (options.contains(StandardOpenOption.CREATE) && isAbsent(path));
        Faults.check(path, creates ? Step.CREATE : Step.OPEN);
    }

    private static boolean isAbsent(Path path) {
        return Files.notExists(in(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        checkOpen(path, options);
        return new FaultyChannel(path, inner.newFileChannel(in(path), options, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        checkOpen(path, options);
        return new FaultyChannel(path, inner.newFileChannel(in(path), options, attributes));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Faults.check(folder, Step.LIST);
        DirectoryStream<Path> stream = inner.newDirectoryStream(in(folder), path -> filter.accept(system.of(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return system.of(paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        Faults.check(path, Step.FOLDER);
        inner.createDirectory(in(path), attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        Faults.check(link, Step.CREATE);
        inner.createSymbolicLink(in(link), in(target), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        Faults.check(link, Step.CREATE);
        inner.createLink(in(link), in(existing));
    }

    @Override
    public void delete(Path path) throws IOException {
        Faults.check(path, Step.DELETE);
        inner.delete(in(path));
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        if (!isAbsent(path)) {
            Faults.check(path, Step.DELETE);
        }
        return inner.deleteIfExists(in(path));
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return system.of(inner.readSymbolicLink(in(link)));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Faults.check(source, Step.READ);
        Faults.check(target, Step.CREATE);
        inner.copy(in(source), in(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Faults.check(target, Step.RENAME);
        inner.move(in(source), in(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return inner.isSameFile(in(one), in(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return inner.isHidden(in(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return inner.getFileStore(in(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        Faults.check(path, Step.STAT);
        inner.checkAccess(in(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return inner.getFileAttributeView(in(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        Faults.check(path, Step.STAT);
        return inner.readAttributes(in(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws IOException {
        Faults.check(path, Step.STAT);
        return inner.readAttributes(in(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Faults.check(path, Step.MODE);
        inner.setAttribute(in(path), attribute, value, options);
    }
}
