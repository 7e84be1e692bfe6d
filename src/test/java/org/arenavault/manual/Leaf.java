package org.arenavault.manual;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A page of the manual.
 *
 * @param source the document, from the top of the repository; links in it begin there
 * @param target the file of the page, from the folder of the manual
 * @param markdown its text
 */
record Leaf(Path source, Path target, String markdown) {

    /** What leads from one page to a file of the manual, as a link says it. */
    static String way(Path from, Path to) {
        Path folder = from.getParent();
        return (folder == null ? to : folder.relativize(to)).toString();
    }

    /** Its heading. */
    String title() {
        return markdown.lines().filter(line -> line.startsWith("# ")).findFirst().orElseThrow(
                () -> new IllegalArgumentException(source + " has no heading")).substring(2).replace("`", "");
    }

    /** The file of a document's page: README.md is that of its folder. */
    static Path target(Path document) {
        boolean ofManual = document.startsWith("docs");
        String name = document.getFileName().toString().replaceAll("\\.md$", "");
        if (name.equals("README")) {
            name = ofManual ? "index" : "readme";
        }
        Path file = Path.of(name.toLowerCase(Locale.ROOT) + ".html");
        Path folder = ofManual ? Path.of("docs").relativize(document.resolveSibling("x")).getParent() : null;
        return folder == null ? file : folder.resolve(file);
    }
}
