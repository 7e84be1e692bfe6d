package org.arenavault.cli.common;

import java.util.List;
import picocli.CommandLine.IVersionProvider;

/** What the jar's manifest says. */
public final class Version implements IVersionProvider {

    private static final List<String> OPTIONS = List.of("--version", "-V");

    /** Whether nothing else is asked, so that no command need be set up for it. */
    public static boolean isAskedAlone(String... args) {
        return args.length == 1 && OPTIONS.contains(args[0]);
    }

    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "arenavault " + (version == null ? "(not packaged)" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
