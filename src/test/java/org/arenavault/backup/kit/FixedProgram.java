package org.arenavault.backup.kit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.ProgramFiles;

/**
 * A program whose files say what they are called, and which lacks some.
 *
 * @param lacking those
 */
public record FixedProgram(Set<String> lacking) implements ProgramFiles {

    @Override
    public Optional<byte[]> read(String name) {
        return lacking.contains(name) ? Optional.empty()
                : Optional.of(("this is " + name + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
