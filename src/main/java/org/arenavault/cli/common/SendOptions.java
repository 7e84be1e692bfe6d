package org.arenavault.cli.common;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.arenavault.io.Dial;
import org.arenavault.io.UsageException;
import org.arenavault.mirror.MirrorOptions;
import org.arenavault.venti.net.ClientOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How blocks are sent to other ventis. */
public final class SendOptions {

    /** The names of these options. */
    public static final Set<String> NAMES = Set.of("--limit", "--total-limit", "--window", "--patience", "--verify",
            "--again", "--state");

    private static final int MOST_WINDOW = 255;

    @Option(names = "--limit", paramLabel = "SIZE", defaultValue = "0", converter = Sizes.class,
            description = "Send each target so many bytes a second at the most.")
    private long limit;

    @Option(names = "--total-limit", paramLabel = "SIZE", defaultValue = "0", converter = Sizes.class,
            description = "Send all targets together so many bytes a second at the most.")
    private long totalLimit;

    @Option(names = "--window", paramLabel = "N", defaultValue = "64",
            description = "Requests under way to a target, 1 to 255. Default: ${DEFAULT-VALUE}.")
    private int window;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60",
            description = "Try a target that cannot be reached for so long. Default: ${DEFAULT-VALUE}.")
    private long patience;

    @Option(names = "--verify", paramLabel = "HOW", defaultValue = "structure",
            description = "What is done about the newest root in the end: 'structure' asks the target for every block "
                    + "below it, 'full' reads them all, 'none' does nothing. Default: ${DEFAULT-VALUE}.")
    private MirrorOptions.Verify verify = MirrorOptions.Verify.STRUCTURE;

    @Option(names = "--again", paramLabel = "ARENA",
            description = "Forget how far this arena has come, and compare it from its beginning; may be repeated.")
    private Set<String> again = new LinkedHashSet<>();

    @Option(names = "--state", paramLabel = "DIR", description = "Where it is kept how far each target has come. "
            + "Default: a folder of the vault.")
    private @Nullable Path state;

    /** What is done about the newest root. */
    public MirrorOptions.Verify verify() {
        return verify;
    }

    /** The arenas that are compared from their beginning. */
    public Set<String> again() {
        return again;
    }

    /** Where it is kept how far each target has come. */
    public Path stateOr(Path usual) {
        return state == null ? usual : state.toAbsolutePath();
    }

    /**
     * All that they say.
     *
     * @throws UsageException if a number is none that can be
     */
    public MirrorOptions options() throws IOException {
        if (window < 1 || window > MOST_WINDOW || patience < 0) {
            throw new UsageException("--window takes 1 to %d, --patience 0 and more".formatted(MOST_WINDOW));
        }
        return MirrorOptions.DEFAULT.with(ClientOptions.DEFAULT.withWindow(window))
                .with(new MirrorOptions.Limits(limit, totalLimit)).with(Duration.ofSeconds(patience))
                .with(verify, List.of());
    }

    /**
     * The targets by their names.
     *
     * @throws UsageException if there is none, or one is none
     */
    public static List<Dial> targets(List<String> names) throws UsageException {
        List<Dial> targets = new ArrayList<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new UsageException("no target: name at least one venti");
            }
            targets.add(Dial.parse(name));
        }
        return targets;
    }
}
