package org.arenavault.drivers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.arenavault.drivers.DriveDescription.Confidence;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;

/**
 * A robot that carries discs and is told so over a serial line, as {@code media-drivers/changers/NAME.toml} describes
 * it (optical 7.3). None of them was ever confirmed by its maker.
 *
 * @param name the file's name
 * @param about what is known of it
 * @param line the line to it
 * @param reply how its answers are told apart
 * @param geometry what it has
 * @param operations what it can do
 * @param retries how often a command is sent again at the most, whatever its step says
 * @param dailyMoves movements of discs a day; 0 if they are not counted
 */
public record RobotDescription(String name, About about, RobotLine line, RobotReply reply, RobotGeometry geometry,
                               Map<RobotOperation.Name, RobotOperation> operations, int retries, int dailyMoves) {

    /**
     * What is known of a robot.
     *
     * @param title for people
     * @param confidence how far the description is to be believed
     * @param source where it was learnt
     * @param comment what else is to be known
     */
    public record About(String title, Confidence confidence, String source, String comment) {
    }

    private static final String KIND = "changers";

    public RobotDescription {
        operations = operations.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(operations));
    }

    /**
     * Reads the description of this name.
     *
     * @throws org.arenavault.io.UsageException if there is none
     * @throws CorruptException if it cannot be used: the first reason is told
     */
    public static RobotDescription read(Descriptions descriptions, String name) throws IOException {
        List<String> problems = new ArrayList<>();
        RobotDescription description = read(descriptions, name, problems);
        if (!problems.isEmpty()) {
            throw new CorruptException("changers/%s.toml: %s%s".formatted(name, problems.get(0),
                    problems.size() == 1 ? "" : ", and " + Count.of(problems.size() - 1, "more problem")))
                    .next("arenavault changer check %s".formatted(name), "tells all that is wrong");
        }
        return description;
    }

    /**
     * All that is wrong with a description, key by key.
     *
     * @throws org.arenavault.io.UsageException if there is none
     * @throws CorruptException if it is no TOML
     */
    public static List<String> problems(Descriptions descriptions, String name) throws IOException {
        List<String> problems = new ArrayList<>();
        read(descriptions, name, problems);
        return problems;
    }

    private static RobotDescription read(Descriptions descriptions, String name, List<String> problems)
            throws IOException {
        return new RobotReader(problems).read(name, descriptions.read(KIND, name, JsonNode.class));
    }

    /** The names of all robots. */
    public static SortedSet<String> names(Descriptions descriptions) throws IOException {
        return descriptions.names(KIND);
    }

    /** What it does for this; empty if it cannot. */
    public Optional<RobotOperation> operation(RobotOperation.Name wanted) {
        return Optional.ofNullable(operations.get(wanted));
    }
}
