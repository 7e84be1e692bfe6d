package org.arenavault.io;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.OperatorNeededException.Need;

/**
 * Loads libraries of the system. JNA brings a native part of its own along, which it unpacks and loads at its first
 * use; where {@code /tmp} may not be executed from, or the home folder not be written, that needs a better place.
 */
public final class NativeLibraries {

    private static final String UNPACK_FOLDER = "jna.tmpdir";
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String SERIAL = "com.fazecast.jSerialComm.SerialPort";

    private static boolean serialLoaded;

    private NativeLibraries() {
    }

    /**
     * Makes sure that JNA can unpack itself; to be called before anything of it is touched.
     *
     * @throws OperatorNeededException if there is no folder for that
     */
    public static synchronized void prepare() throws OperatorNeededException {
        if (System.getProperty(UNPACK_FOLDER) == null) {
            System.setProperty(UNPACK_FOLDER, executableFolder(candidates()).toString());
        }
    }

    /**
     * Loads jSerialComm with its native part; to be called before anything of it is touched. It would unpack that under
     * {@code java.io.tmpdir} in a folder that everybody can guess and get to first, so it is shown one of its own.
     *
     * @throws OperatorNeededException if there is no folder for that, or it does not know this kind of machine
     */
    public static synchronized void prepareSerial() throws IOException {
        if (serialLoaded) {
            return;
        }
        String temporary = System.getProperty(TEMPORARY);
        Path own = Files.createTempDirectory(executableFolder(candidates()), "arenavault",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            System.setProperty(TEMPORARY, own.toString());
            Class.forName(SERIAL);
            serialLoaded = true;
        } catch (ClassNotFoundException | LinkageError e) {
            throw new OperatorNeededException(Need.NOT_INSTALLED,
                    "serial lines cannot be used here: jSerialComm does not work on this machine", e);
        } finally {
            System.setProperty(TEMPORARY, temporary);
            // what a loaded library was unpacked to is no longer needed
            NewFiles.remove(own);
        }
    }

    private static List<Path> candidates() {
        List<Path> folders = new ArrayList<>();
        folders.add(Environment.temporary());
        Environment.variable("XDG_RUNTIME_DIR").map(Path::of).ifPresent(folders::add);
        folders.add(Environment.xdgFolder("XDG_CACHE_HOME", ".cache"));
        folders.add(Path.of("/var/tmp"));
        folders.add(Path.of("/dev/shm"));
        return folders;
    }

    /** The first of the folders in which a file can be made and executed. */
    static Path executableFolder(List<Path> folders) throws OperatorNeededException {
        for (Path folder : folders) {
            if (allowsExecution(folder)) {
                return folder;
            }
        }
        throw new OperatorNeededException(Need.PERMISSION, ("native code can be unpacked nowhere: all of %s are "
                + "read-only or mounted noexec; start with JAVA_OPTS=-Djava.io.tmpdir=DIR").formatted(folders));
    }

    /** The system says of no file on a file system mounted {@code noexec} that it can be executed. */
    private static boolean allowsExecution(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "arenavault", "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            boolean executable = Files.isExecutable(probe);
            Files.delete(probe);
            return executable;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Loads a library.
     *
     * @param names that it goes by, the best first
     * @param functions what is to be called in it
     * @param advice what to do where it is missing: "install the package libiscsi7"
     * @throws OperatorNeededException if none of the names leads to it
     */
    public static <T extends Library> T load(List<String> names, Class<T> functions, String advice)
            throws OperatorNeededException {
        prepare();
        String reason = "";
        for (String name : names) {
            try {
                return Native.load(name, functions);
            } catch (LinkageError e) {
                reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            }
        }
        throw new OperatorNeededException(Need.NOT_INSTALLED,
                "%s cannot be loaded (%s); %s".formatted(names.get(0), reason, advice));
    }
}
