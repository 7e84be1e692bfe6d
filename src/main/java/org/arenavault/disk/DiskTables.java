package org.arenavault.disk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;

/**
 * What the tables of a disk tell.
 *
 * @param disk its name
 * @param parts the partitions in the order of their places; those of a Plan 9 partition follow it
 * @param refused Plan 9 partitions whose prep table cannot be, and why
 * @param notes what else is worth knowing, one line each
 */
public record DiskTables(String disk, List<DiskPart> parts, Map<String, String> refused, List<String> notes) {

    public DiskTables {
        parts = List.copyOf(parts);
        refused = Map.copyOf(refused);
        notes = List.copyOf(notes);
    }

    /**
     * What a command is to say for a partition: its name, or, where another one may have it too, that of the partition
     * around it as well; its range where that is no name, either.
     */
    public String nameOf(DiskPart part) {
        return Stream.of(part.name(), part.wholeName())
                .filter(name -> DiskPart.isName(name) && isCertain(name) && called(name).get(0).equals(part))
                .findFirst().orElse(part.from() + "-" + part.to());
    }

    private List<DiskPart> called(String name) {
        return parts.stream().filter(part -> part.name().equals(name) || part.wholeName().equals(name)).toList();
    }

    /** Whether one partition is called so, and no other one that a refused table may have. */
    private boolean isCertain(String name) {
        List<DiskPart> called = called(name);
        return called.size() == 1 && (refused.isEmpty() || called.get(0).wholeName().equals(name));
    }

    /**
     * The partition of a name, {@code NAME} or {@code PARTITION/NAME}.
     *
     * @throws RefusedException if there is none, or more than one
     * @throws CorruptException if it may be in a table that is refused
     */
    public DiskPart find(String name) throws IOException {
        List<DiskPart> found = called(name);
        if (found.isEmpty()) {
            throw none(name);
        }
        if (isCertain(name)) {
            return found.get(0);
        }
        String ways = found.stream().map(part -> "%s:%s".formatted(disk, Plain.field(nameOf(part))))
                .collect(Collectors.joining(" or "));
        throw found.size() == 1
                ? new CorruptException("%s: another partition '%s' may be in a table that is refused: %s; say %s"
                        .formatted(disk, Plain.field(name), reasons(), ways))
                : new RefusedException("%s: has more than one partition '%s'; say %s".formatted(disk,
                        Plain.field(name), ways));
    }

    private IOException none(String name) {
        String names = parts.stream().map(part -> Plain.field(nameOf(part))).collect(Collectors.joining(", "));
        String what = "%s: has no partition '%s'; it has %s".formatted(disk, Plain.field(name), names);
        return refused.isEmpty() ? new RefusedException(what)
                : new CorruptException("%s; a table is refused: %s".formatted(what, reasons()));
    }

    private String reasons() {
        return refused.values().stream().sorted().collect(Collectors.joining("; "));
    }
}
