package org.arenavault.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.faults.Faults;
import org.arenavault.faults.FaultyFiles;

/**
 * Commands whose files fail, one step after the other, once and from then on: a program of its own, because it takes
 * the place of Java's files ({@link FaultyFiles}). Arguments: an empty folder, a seed, how many steps of each command
 * fail (0 for all of them), which part of the commands and of how many, and names of commands; all if there are none.
 * It prints what was wrong, and ends with 1 then.
 */
public final class FileFaults {

    private static final Pattern UNREADABLE = Pattern.compile("the line at byte|sum does not match|second time"
            + "|lost its end|never begun|never announced|fault of the program|is none of a journal"
            + "|cannot be understood");

    private final Path folder;
    private final Path work;
    private final long seed;
    private final int points;
    private final List<String> wrong = new ArrayList<>();
    private int runs;

    private FileFaults(Path folder, long seed, int points) {
        this.folder = folder;
        this.work = folder.resolve("work");
        this.seed = seed;
        this.points = points;
    }

    /** The program; of the commands it takes those whose number leaves the remainder PART when divided by PARTS. */
    public static void main(String[] args) throws IOException {
        FileFaults faults = new FileFaults(Path.of(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
        int part = Integer.parseInt(args[3]);
        int parts = Integer.parseInt(args[4]);
        List<String> names = List.of(args).subList(5, args.length);
        try (FaultyCommands commands = new FaultyCommands(faults.folder, faults.work)) {
            List<FaultyCommand> all = commands.all();
            for (int i = part; i < all.size(); i += parts) {
                FaultyCommand command = all.get(i);
                if (names.isEmpty() || names.contains(command.name())) {
                    faults.run(command);
                }
            }
        }
        faults.wrong.forEach(System.out::println);
        System.exit(faults.wrong.isEmpty() ? 0 : 1);
    }

    private void run(FaultyCommand command) throws IOException {
        long begun = System.nanoTime();
        Path template = folder.resolve("template");
        remove(work);
        Files.createDirectories(work);
        Site site = new Site(work);
        command.setup().run(site);
        remove(template);
        copy(work, template);

        Predicate<Path> files = path -> command.files().stream().anyMatch(name -> path.startsWith(work.resolve(name)));
        Faults.count(files);
        Site.Outcome whole = site.run(command.text());
        long steps = Faults.steps();
        Faults.off();
        check(command, whole.code() == ExitCode.DONE && steps > 0, "without faults", whole, "it fails");
        command.done().check(site, whole, said -> check(command, false, "without faults", whole, said));

        Random random = new Random(seed);
        long count = points == 0 ? 2 * steps : points;
        for (long i = 0; i < count; i++) {
            long at = points == 0 ? i / 2 : (long) (random.nextDouble() * steps);
            boolean once = points == 0 ? i % 2 == 0 : random.nextBoolean();
            remove(work);
            copy(template, work);
            fail(command, site, files, at, once, random.nextInt(1000));
            runs++;
        }
        System.out.printf("%s: %d steps on its files, %d runs so far, %.1f s%n", command.name(), steps, runs,
                (System.nanoTime() - begun) / 1e9);
    }

    private void fail(FaultyCommand command, Site site, Predicate<Path> files, long at, boolean once, int choice) {
        Faults.arm(files, at, once, choice);
        Site.Outcome failed = site.run(command.text());
        List<String> thrown = Faults.thrown();
        Faults.off();
        if (thrown.isEmpty()) {
            return;
        }
        String words = Faults.errno().text();
        String context = "seed %d: step %d %s, %s".formatted(seed, at, once ? "once" : "and all later ones",
                thrown.subList(0, Math.min(3, thrown.size())));
        check(command, failed.code() == ExitCode.DONE || failed.code() == ExitCode.FAILED, context, failed,
                "the exit code");
        // who only looks whether something may be there leaves it to the next step to say what ails it
        boolean looked = failed.code() == ExitCode.DONE && thrown.stream().allMatch(step -> step.startsWith("stat "));
        check(command, looked || (failed.said() + failed.out()).contains(words), context, failed,
                "nobody said '" + words + "'");
        check(command, !UNREADABLE.matcher(failed.said()).find(), context, failed, "what it says");
        if (failed.code() == ExitCode.DONE) {
            command.done().check(site, failed, said -> check(command, false, context, failed, "exit 0, but " + said));
        }
        if (!command.look().isEmpty()) {
            Site.Outcome look = site.run(command.look().toArray(String[]::new));
            check(command, !UNREADABLE.matcher(look.said() + look.out()).find() && look.code() <= ExitCode.FAILED,
                    context, look, "what is left cannot be read");
        }
        Site.Outcome again = site.run(command.again(site));
        check(command, again.code() == ExitCode.DONE, context + ", then again", again, "the exit code; first it was "
                + failed.code() + ": " + failed.said());
        command.done().check(site, again, said -> check(command, false, context + ", then again", again, said
                + "; first it was " + failed.code() + ": " + failed.said()));
    }

    private void check(FaultyCommand command, boolean right, String context, Site.Outcome outcome, String what) {
        if (!right) {
            wrong.add("WRONG: %s: %s: %s%n  exit %d%n  %s%n  %s".formatted(command.name(), context, what,
                    outcome.code(), outcome.said().replace("\n", "\n  "), outcome.out().replace("\n", "\n  ")));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, to.resolve(from.relativize(path)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
