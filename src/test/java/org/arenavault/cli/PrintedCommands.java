package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands that the program prints: found in its sources, and in what it said. */
final class PrintedCommands {

    /** A literal, or several that are added up; annotations are no messages. */
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern FILLED = Pattern.compile("\"\\s*\\+\\s*[A-Za-z.()]+\\s*\\+\\s*\"");
    private static final Pattern ANNOTATION = Pattern.compile("@(?:Command|Option|Parameters)\\((?:[^()\"]++|"
            + "\"(?:[^\"\\\\\n]++|\\\\.)*+\"|\\((?:[^()\"]++|\"(?:[^\"\\\\\n]++|\\\\.)*+\")*+\\))*+\\)");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\n]*");
    /** Up to a quote, a remark, a wide gap or the end of the line. */
    private static final Pattern FULL =
            Pattern.compile("(?<![a-z0-9/.:_-])arenavault( (?!label\\b|parity |catalog 1|fold 3|sums 1|history 1|"
            + "copy manifest|fossil undo 1|index building)[a-z-][^'`;\n#]*?)(?=['`;\n#]|  |$)");
    private static final Pattern QUOTED = Pattern.compile("'([a-z-]+(?: [^'`;\n]*)?)'");

    /** The program's name before a command, and a word of that behind one blank: quoted, or up to a blank or quote. */
    private static final Pattern NAME = Pattern.compile("(?<![a-z0-9/.:_-])arenavault(?= [a-z])");
    private static final Pattern WORD = Pattern.compile(" (?![#(])(?:'([^']*)'|([^\\s'`]+))");

    private PrintedCommands() {
    }

    /** All messages of the sources, by the file that they stand in. */
    static List<String[]> messages() throws IOException {
        List<String[]> messages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                code = ANNOTATION.matcher(code).replaceAll("");
                code = FILLED.matcher(JOINT.matcher(code).replaceAll("")).replaceAll("x");
                Matcher literal = LITERAL.matcher(code);
                while (literal.find()) {
                    messages.add(new String[] {file.getFileName().toString(), literal.group(1)});
                }
            }
        }
        return messages;
    }

    /** The commands in a message or in what was said, as they would be pasted. */
    static List<String> in(String text) {
        List<String> commands = new ArrayList<>();
        String said = text.replace("%n", "\n").replace("\\n", "\n");
        Matcher full = FULL.matcher(said);
        while (full.find()) {
            commands.add(full.group(1).strip());
        }
        return commands;
    }

    /**
     * The commands in what was said, in words, as a shell takes them when they are pasted: a word may be quoted, within
     * a command that is quoted itself.
     */
    static List<List<String>> pasted(String said) {
        List<List<String>> commands = new ArrayList<>();
        Matcher name = NAME.matcher(said);
        while (name.find()) {
            boolean quoted = name.start() > 0 && said.charAt(name.start() - 1) == '\'';
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(said).region(name.end(), said.length());
            while (word.lookingAt()) {
                String text = word.group(1) == null ? word.group(2) : word.group(1);
                words.add(text.replaceFirst("[,.;:)]+$", ""));
                char next = word.end() < said.length() ? said.charAt(word.end()) : '\n';
                if (!words.get(words.size() - 1).equals(text) || (quoted && next == '\'')) {
                    break;
                }
                word.region(word.end(), said.length());
            }
            if (!words.isEmpty()) {
                commands.add(words);
            }
        }
        return commands;
    }

    /** What is quoted, begins with the name of a command and cannot be pasted, for the program's name is missing. */
    static List<String> unfinished(String text, Set<String> names) {
        List<String> found = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(text);
        while (quoted.find()) {
            String command = quoted.group(1);
            if (names.contains(command.split(" ")[0]) && (command.contains(" ") || leaf(command))) {
                found.add(command);
            }
        }
        return found;
    }

    /** A word that names a command which needs to be told something. */
    private static boolean leaf(String name) {
        return List.of("backup", "duplicate", "init", "restore", "verify", "mirror").contains(name);
    }

    /** The names of all commands of the first level. */
    static Set<String> names() throws IOException {
        return new TreeSet<>(ManPages.commandLine().getSubcommands().keySet());
    }

    /** The words of a command, with something that fits in the place of what is filled in. */
    static String[] text(String command) {
        String filled = command.replaceAll("%[0-9$,.]*s", "x").replaceAll("%[0-9$,.]*d", "1")
                .replaceAll(" N(?= |$)", " 1");
        return Stream.of(filled.split(" +")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    /** Parses a command; throws if it is none. */
    static void parse(String command) throws IOException {
        CommandLine commandLine = ManPages.commandLine();
        commandLine.parseArgs(text(command));
    }
}
