package org.arenavault.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Takes the pictures of the tour anew. Arguments: a folder to run in, and the one for the pictures. */
public final class Pictures {

    private static final Map<String, String> TITLES = Map.of(
            "burn", "A first backup: a set is begun, six tracks are recorded and read back",
            "damage", "A damaged track is found, and its arena is recorded anew",
            "restore", "A venti comes back from its disc, and its index is checked");

    private Pictures() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path pictures = Files.createDirectories(Path.of(arguments[1]));
        for (Map.Entry<String, Recording> each : Session.all(Path.of(arguments[0]), "0.06x").entrySet()) {
            Files.writeString(pictures.resolve(each.getKey() + ".svg"), Picture.svg(TITLES.get(each.getKey()),
                    each.getValue()));
        }
    }
}
