package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipes, sockets, devices and folders in the place of every file: no command waits for one, and none breaks. */
@Timeout(120)
class OddFilesTest {

    private static final String SCORE = "0123456789abcdef0123456789abcdef01234567";
    private static final long PATIENCE_SECONDS = 20;

    /** What can stand in a file's place. */
    private enum Odd {
        PIPE {
            @Override
            void make(Path path) throws Exception {
                assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
            }
        },
        SOCKET {
            @Override
            void make(Path path) throws Exception {
                // the name stays when the socket is closed
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)).close();
            }
        },
        DEVICE {
            @Override
            void make(Path path) throws Exception {
                Files.createSymbolicLink(path, Path.of("/dev/zero"));
            }
        },
        FOLDER {
            @Override
            void make(Path path) throws Exception {
                Files.createDirectory(path);
            }
        };

        abstract void make(Path path) throws Exception;
    }

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private String conf;

    @BeforeEach
    void make() throws IOException {
        site = new Site(temp);
        Path venti = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 11);
        Files.write(venti.resolveSibling("isect0"), new byte[2 << 20]);
        Files.write(venti.resolveSibling("bloom0"), new byte[1 << 20]);
        Files.writeString(venti, "index main\nisect isect0\narenas arenas0\nbloom bloom0\n");
        conf = venti.toString();
        site.done("index", "build", "--format", conf);
    }

    /** Runs it; a command that waits for ever fails the test. */
    private Site.Outcome run(String... args) throws Exception {
        CompletableFuture<Site.Outcome> run = new CompletableFuture<>();
        Thread thread = new Thread(() -> run.complete(site.run(args)), "odd");
        thread.setDaemon(true);
        thread.start();
        try {
            return run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            StringBuilder where = new StringBuilder();
            for (StackTraceElement element : thread.getStackTrace()) {
                where.append("\n  ").append(element);
            }
            throw new AssertionError("waits for ever: " + String.join(" ", args) + where, e);
        }
    }

    /** Commands in which the odd file is named. */
    private List<String[]> commandsWith(String odd) {
        String file = conf.replace("venti.conf", "arenas0");
        String free = temp.resolve("free").toString();
        return List.of(
                new String[] {"arenas", "list", odd}, new String[] {"arenas", "check", odd},
                new String[] {"arenas", "extract", odd, "arena0"},
                new String[] {"arenas", "extract", file, "arena0", "-o", odd},
                new String[] {"arenas", "format", "-a", "1m", "arena", odd},
                new String[] {"arenas", "insert", odd, file},
                new String[] {"index", "check", odd}, new String[] {"index", "build", odd},
                new String[] {"init", "odd", "--conf", odd, "--medium", "removable-disk", "--device", "dir:" + free},
                new String[] {"init", "odd", "--partition", odd, "--medium", "removable-disk",
                        "--device", "dir:" + free},
                new String[] {"set", "import", odd}, new String[] {"set", "export", "home", odd},
                new String[] {"restore", "home", "--conf", odd},
                new String[] {"mirror", "--conf", odd, "--dry-run", "127.0.0.1:1"},
                new String[] {"mirror", "--conf", conf, "--import-wrcmd", odd},
                new String[] {"vac", "ls", "--conf", odd, SCORE}, new String[] {"vac", "check", "--conf", odd, SCORE},
                new String[] {"vac", "ls", "--conf", conf, odd},
                new String[] {"score", "record", odd},
                new String[] {"score", "print", "-o", odd},
                new String[] {"fossil", "info", odd}, new String[] {"fossil", "usage", odd},
                new String[] {"fossil", "last", odd}, new String[] {"fossil", "undo", "--yes", odd, file},
                new String[] {"fossil", "copy", "--conf", conf, odd, free},
                new String[] {"device-copy", "start", "--foreground", odd, free},
                new String[] {"device-copy", "start", "--foreground", file, odd},
                new String[] {"history", "copy", "--conf", conf, "list:" + odd},
                new String[] {"history", "copy", "--conf", conf, "dir:" + odd},
                new String[] {"history", "copy", "--conf", conf, "--map", odd, "dir:" + temp.resolve("days")},
                new String[] {"history", "list", "--conf", conf, "list:" + odd},
                new String[] {"drive", "info", "emu:" + odd}, new String[] {"drive", "info", odd},
                new String[] {"drive", "info", "emu:" + free, "--scsilog", odd},
                new String[] {"plan", "@" + odd}, new String[] {"@" + odd},
                new String[] {"serve", odd}, new String[] {"backup", "home", "-d", "dir:" + odd},
                new String[] {"backup", "home", "-d", "disk:" + odd});
    }

    @Test
    void whatIsNamedOnTheCommandLine() throws Exception {
        site.done("init", "home", "--conf", conf, "--medium", "removable-disk",
                "--device", "dir:" + temp.resolve("discs"));
        site.done("score", "record", SCORE);
        Files.createDirectories(temp.resolve("days"));
        List<String> wrong = new ArrayList<>();
        for (Odd odd : Odd.values()) {
            Path path = temp.resolve("odd-" + odd.name());
            odd.make(path);
            for (String[] args : commandsWith(path.toString())) {
                boolean folderFits = odd == Odd.FOLDER
                        && (args[args.length - 1].startsWith("dir:") || args[args.length - 1].startsWith("disk:"));
                if (folderFits) {
                    continue;
                }
                Site.Outcome outcome = run(args);
                if (odd == Odd.DEVICE && outcome.said().contains("symbolic link")) {
                    continue;
                }
                if (outcome.code() == ExitCode.DONE || outcome.said().contains("fault of the program")
                        || !outcome.said().contains(path.toString())) {
                    wrong.add("%s: exit %d: %s %s".formatted(String.join(" ", args), outcome.code(), outcome.said(),
                            outcome.out()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<Path> files(String below) throws IOException {
        try (Stream<Path> all = Files.walk(temp.resolve(below))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What touches the files below a folder, and changes nothing where all is well. */
    private List<String[]> rounds(String below) {
        return switch (below) {
            case "vault" -> List.of(new String[] {"status", "home"}, new String[] {"set", "show", "home"},
                    new String[] {"set", "check", "home"}, new String[] {"backup", "home"},
                    new String[] {"verify", "discs"}, new String[] {"score", "record", SCORE},
                    new String[] {"set", "export", "home", temp.resolve("home.tar.gz").toString()},
                    new String[] {"device-copy", "list"}, new String[] {"device-copy", "status", "1"},
                    new String[] {"mirror", "--conf", conf, "--dry-run", "127.0.0.1:1"},
                    new String[] {"history", "copy", "--conf", conf, "dir:" + temp.resolve("days")});
            case "venti" -> List.of(new String[] {"status", "home"}, new String[] {"backup", "home"},
                    new String[] {"arenas", "check", conf}, new String[] {"index", "check", conf},
                    new String[] {"vac", "ls", "--conf", conf, SCORE});
            case "recorder" -> List.of(new String[] {"drive", "info", "emu:" + temp.resolve("recorder")},
                    new String[] {"verify", "home"});
            default -> List.of(new String[] {"backup", "discs"}, new String[] {"verify", "discs"});
        };
    }

    @Test
    void everyFileOfASite() throws Exception {
        site.recorder("recorder", "bd-r", 2, 20_000_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--spare", "none", "--device",
                "emu:" + temp.resolve("recorder"));
        site.done("init", "discs", "--conf", conf, "--medium", "removable-disk",
                "--device", "dir:" + temp.resolve("discs"));
        Files.createDirectory(temp.resolve("discs"));
        site.done("backup", "home");
        site.done("backup", "discs");
        site.done("score", "record", SCORE);
        Files.createDirectories(temp.resolve("days/2020/0101/sub"));
        Files.writeString(temp.resolve("days/2020/0101/sub/file"), "x");
        site.run("device-copy", "start", "--foreground", conf, temp.resolve("copy").toString());
        List<String> wrong = new ArrayList<>();
        for (String below : List.of("vault", "venti", "recorder", "discs")) {
            for (String[] args : rounds(below)) {
                site.run(args);
            }
            for (Path file : files(below)) {
                Path kept = temp.resolve("kept");
                Files.move(file, kept);
                Odd.PIPE.make(file);
                for (String[] args : rounds(below)) {
                    Site.Outcome outcome = run(args);
                    if (outcome.said().contains("fault of the program") || outcome.said().contains("Illegal seek")) {
                        wrong.add("%s a pipe, %s: exit %d: %s".formatted(file, String.join(" ", args), outcome.code(),
                                outcome.said()));
                    }
                }
                Files.deleteIfExists(file);
                Files.move(kept, file);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
