package org.arenavault.fossil;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * What a fossil is told when it starts (replication 1 and 4): which partition is which file system, how it takes
 * snapshots, and whom it serves. A console's errors have no codes, so that what matters is asked for afterwards.
 *
 * @param system the file system's name, {@code main} by custom
 * @param partition as the fossil's own machine calls it
 * @param venti where it archives to; empty for what its environment says
 * @param cache blocks of its cache
 * @param snapshots options of {@code snaptime}; empty to take none by itself
 * @param services arguments of {@code srv}, each with its flags and a name; as they are
 * @param dials addresses to listen at, such as {@code tcp!*!564}
 */
public record FossilStart(String system, String partition, String venti, int cache, String snapshots,
                          List<String> services, List<String> dials) {

    private static final Pattern WORD = Pattern.compile("[!-~&&[^'\"]]{1,120}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final Pattern OPTIONS = Pattern.compile("(-[a-z] [A-Za-z0-9]{1,10} ?)*");
    private static final Pattern SERVICE = Pattern.compile("(-[A-Za-z]+ )*[A-Za-z0-9_.-]{1,64}");
    private static final Pattern OPEN = Pattern.compile("low [0-9]+ hi [0-9]+");
    private static final int LARGEST_CACHE = 1 << 24;

    public FossilStart {
        services = List.copyOf(services);
        dials = List.copyOf(dials);
    }

    /** Nothing that somebody typed may be something else to the console. */
    private void requireSound() throws UsageException {
        require(NAME.matcher(system).matches(), "'%s' is no name of a file system", system);
        require(WORD.matcher(partition).matches(), "'%s': a partition's name on a console has no blanks", partition);
        require(venti.isEmpty() || WORD.matcher(venti).matches(), "'%s' is no venti", venti);
        require(cache > 0 && cache <= LARGEST_CACHE, "a cache of %s blocks is none", Integer.toString(cache));
        require(OPTIONS.matcher(snapshots).matches(),
                "'%s': say when snapshots are taken as snaptime has it: -s MINUTES -a HHMM -t MINUTES", snapshots);
        for (String service : services) {
            require(SERVICE.matcher(service).matches(), "'%s' is no service: say [-APW] NAME", service);
        }
        for (String dial : dials) {
            require(WORD.matcher(dial).matches(), "'%s' is no address: say it as tcp!*!564", dial);
        }
    }

    private static void require(boolean right, String otherwise, String text) throws UsageException {
        if (!right) {
            throw new UsageException(otherwise.formatted(Plain.field(text)));
        }
    }

    /**
     * Says it all on the console of a fossil that has no such file system yet.
     *
     * @return what the fossil said, line by line
     * @throws UsageException if the console would take any of it for something else
     * @throws PeerException if the file system is there already, cannot be opened, or is not served as wished
     */
    public List<String> run(FossilConsole console, Duration patience) throws IOException {
        requireSound();
        if (isOpen(console, patience)) {
            throw refused(console, "file system '%s' is open already; nothing was done".formatted(system));
        }
        List<String> said = new ArrayList<>();
        if (console.run("fsys %s config %s".formatted(system, partition), patience).stream()
                .anyMatch(line -> line.contains("already exists"))) {
            throw refused(console, "file system '%s' is configured already; end that fossil and start it anew"
                    .formatted(system));
        }
        if (!venti.isEmpty()) {
            said.addAll(console.run("fsys %s venti %s".formatted(system, venti), patience));
        }
        List<String> opened = console.run("fsys %s open -c %d".formatted(system, cache), patience);
        said.addAll(opened);
        if (!isOpen(console, patience)) {
            throw refused(console, "it does not open %s: %s".formatted(partition, opened));
        }
        if (!snapshots.isEmpty()) {
            said.addAll(console.run("fsys %s snaptime %s".formatted(system, snapshots.strip()), patience));
        }
        for (String service : services) {
            said.addAll(console.run("srv " + service, patience));
            requireListed(console, "srv", service.substring(service.lastIndexOf(' ') + 1), said, patience);
        }
        for (String dial : dials) {
            said.addAll(console.run("listen " + dial, patience));
            requireListed(console, "listen", dial, said, patience);
        }
        return said;
    }

    private boolean isOpen(FossilConsole console, Duration patience) throws IOException {
        return console.run("fsys %s epoch".formatted(system), patience).stream()
                .anyMatch(line -> OPEN.matcher(line).find());
    }

    private static void requireListed(FossilConsole console, String command, String what, List<String> said,
            Duration patience) throws IOException {
        if (console.run(command, patience).stream()
                .noneMatch(line -> List.of(line.strip().split("\\s+")).contains(what))) {
            throw refused(console, "the file system is open, but '%s %s' came to nothing: %s"
                    .formatted(command, what, said));
        }
    }

    private static PeerException refused(FossilConsole console, String why) {
        return new PeerException(PeerException.Fault.REFUSED, "%s: %s".formatted(console.name(),
                why.replaceAll("[^ -~]+", " ")));
    }
}
