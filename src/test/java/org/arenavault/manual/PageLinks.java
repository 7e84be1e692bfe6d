package org.arenavault.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the links of a folder of pages lead. */
final class PageLinks {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private PageLinks() {
    }

    /** Those that lead to no file of the folder, or to no place in it, each with its page. */
    static List<String> dead(Path folder) throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages(folder)) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*") && !leads(folder, page, target)) {
                    dead.add(folder.relativize(page) + ": " + target);
                }
            }
        }
        return dead;
    }

    private static boolean leads(Path folder, Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return file.startsWith(folder.normalize()) && Files.isRegularFile(file)
                && (parts.length == 1 || Files.readString(file).contains("id=\"" + parts[1] + "\""));
    }

    /** All pages of the folder. */
    static List<Path> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.normalize())) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
    }
}
