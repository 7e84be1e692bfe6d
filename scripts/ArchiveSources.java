import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the sources into a tar.gz that is the same wherever and whenever it is made: files in the order of their names,
 * one time, no owner. The build puts it into the jar, and the jar's program puts it on discs. In a clone it has what git
 * knows: whatever else lies there belongs to whoever builds. Recordings of ventis that tests read are left out; what is
 * left builds the same jar.
 *
 *   java scripts/ArchiveSources.java FILE.tar.gz TIME       in the top folder of the sources; TIME as 2026-01-01T00:00:00Z
 */
final class ArchiveSources {

    /** What a checkout has; of 'sets' the text alone, for a vault may lie there. */
    private static final List<String> TOP = List.of(".ci", ".editorconfig", ".gitignore", ".mvn", "CHANGELOG.md",
            "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md", "config", "docs", "media-drivers", "pom.xml",
            "scripts", "sets/README.md", "src");
    private static final String FOLDER = "arenavault/";
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PREFIX = 155;

    private ArchiveSources() {
    }

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        long seconds = Instant.parse(args[1]).getEpochSecond();
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target), 1 << 16)) {
            for (String file : files()) {
                byte[] bytes = Files.readAllBytes(Path.of(file));
                out.write(header(FOLDER + file, bytes, seconds));
                out.write(bytes);
                out.write(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
            }
            out.write(new byte[2 * BLOCK]);
        }
    }

    private static List<String> files() throws IOException {
        Optional<List<String>> known = Files.exists(Path.of(".git")) ? knownToGit() : Optional.empty();
        return (known.isPresent() ? known.get() : walked()).stream().filter(ArchiveSources::isSource)
                .filter(file -> Files.isRegularFile(Path.of(file))).sorted().toList();
    }

    /** Empty if there is no git, or it does not tell. */
    private static Optional<List<String>> knownToGit() throws IOException {
        List<String> words = new ArrayList<>(List.of("git", "ls-files", "-z", "--"));
        words.addAll(TOP);
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        // a hook of git sets them, for another work tree perhaps
        builder.environment().keySet().removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"));
        try {
            Process git = builder.start();
            git.getOutputStream().close();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() == 0 && !names.isEmpty()) {
                return Optional.of(List.of(names.split("\0")));
            }
            System.err.println("ArchiveSources: git does not tell what belongs to the sources: all that lies there does");
        } catch (InterruptedException e) {
            throw new IOException("interrupted while git was asked", e);
        } catch (IOException e) {
            System.err.println("ArchiveSources: no git to ask what belongs to the sources: all that lies there does");
        }
        return Optional.empty();
    }

    private static List<String> walked() throws IOException {
        List<String> files = new ArrayList<>();
        for (String top : TOP) {
            Path path = Path.of(top);
            if (Files.exists(path)) {
                try (Stream<Path> below = Files.walk(path)) {
                    below.filter(Files::isRegularFile).map(file -> file.toString().replace('\\', '/'))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private static boolean isSource(String file) {
        boolean recording = file.startsWith("src/test/resources/golden/") && file.endsWith(".gz");
        return !recording && !file.endsWith("~") && !file.endsWith(".orig") && !file.endsWith(".rej")
                && !file.endsWith(".swp");
    }

    /** A header of POSIX 1003.1-1988, "ustar". */
    private static byte[] header(String path, byte[] bytes, long seconds) throws IOException {
        int cut = path.length() <= LONGEST_NAME ? -1 : path.indexOf('/', path.length() - LONGEST_NAME - 1);
        String name = path.substring(cut + 1);
        String prefix = cut < 0 ? "" : path.substring(0, cut);
        if (name.isEmpty() || name.length() > LONGEST_NAME || prefix.length() > LONGEST_PREFIX) {
            throw new IOException(path + ": too long a name");
        }
        boolean script = bytes.length > 2 && bytes[0] == '#' && bytes[1] == '!';
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, script ? "0000755" : "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(bytes.length));
        put(header, 136, "%011o".formatted(seconds));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        put(header, 345, prefix);
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, "%06o".formatted(sum));
        header[154] = 0;
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
