package org.arenavault.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the manual as pages of HTML that need no network, no script and no server. Arguments: the folder to write
 * into.
 */
public final class Manual {

    private static final Path DOCUMENTS = Path.of("docs");
    private static final Path FIRST = Path.of("index.html");
    private static final Path PICTURES = Path.of("pictures");
    private static final Path STYLE = Path.of("manual.css");
    /** Pages with so many headings begin with a list of them. */
    private static final int MANY = 4;

    private final Path folder;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Contents contents;

    private Manual(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.walk(DOCUMENTS)) {
            List<Path> documents = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            for (Path document : Stream.concat(documents.stream(), Stream.of("README.md", "CHANGELOG.md",
                    "CONTRIBUTING.md", "SECURITY.md").map(Path::of)).toList()) {
                leaves.add(new Leaf(document, Leaf.target(document), Files.readString(document)));
            }
        }
        CommandLeaves commands = new CommandLeaves();
        Leaf first = leaves.stream().filter(leaf -> leaf.target().equals(FIRST)).findFirst()
                .orElseThrow();
        contents = new Contents(first, commands.all());
        leaves.add(commands.all());
        leaves.addAll(commands.each());
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        new Manual(folder).write();
        List<String> dead = PageLinks.dead(folder);
        if (!dead.isEmpty()) {
            throw new IOException("links that lead nowhere: " + dead);
        }
    }

    private void write() throws IOException {
        Set<Path> written = new HashSet<>();
        for (Leaf leaf : leaves) {
            Path file = folder.resolve(leaf.target());
            if (!written.add(file)) {
                throw new IOException("two pages are called " + file);
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, page(leaf));
        }
        try (var style = Manual.class.getResourceAsStream("/manual/" + STYLE)) {
            Files.write(folder.resolve(STYLE), style.readAllBytes());
        }
        Files.createDirectories(folder.resolve(PICTURES));
        try (Stream<Path> pictures = Files.list(DOCUMENTS.resolve(PICTURES))) {
            for (Path picture : pictures.toList()) {
                Files.write(folder.resolve(PICTURES).resolve(picture.getFileName()), Files.readAllBytes(picture));
            }
        }
    }

    private String page(Leaf leaf) {
        LeafText text = new LeafText(leaf);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - Arenavault</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                <header><a href="%s">Arenavault: the manual</a> <a class="down" href="#contents">Contents</a></header>
                <div class="sheet">
                <main>
                %s%s</main>
                %s</div>
                </body>
                </html>
                """.formatted(Html.text(leaf.title()), Leaf.way(leaf.target(), STYLE),
                        Leaf.way(leaf.target(), FIRST), leaf.target().equals(FIRST) ? text.html() : withHeadings(text),
                        turn(leaf), contents.html(leaf.target()));
    }

    /** The text, and behind its title what is on the page. */
    private static String withHeadings(LeafText text) {
        Map<String, String> headings = text.headings(2);
        String html = text.html();
        if (headings.size() < MANY) {
            return html;
        }
        StringBuilder list = new StringBuilder("""
                <nav class="here" aria-label="On this page">
                <p>On this page</p>
                <ul>
                """);
        headings.forEach((name, said) -> list.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(name,
                Html.text(said))));
        return html.replaceFirst("</h1>\n", "</h1>\n" + list.append("</ul>\n</nav>\n").toString().replace("\\", "\\\\")
                .replace("$", "\\$"));
    }

    /** To the page before, and the one behind. */
    private String turn(Leaf leaf) {
        List<Contents.Entry> order = contents.entries();
        int at = order.stream().map(Contents.Entry::target).toList().indexOf(leaf.target());
        if (at < 0) {
            return "";
        }
        StringBuilder html = new StringBuilder("<nav class=\"turn\" aria-label=\"Other pages\">\n");
        if (at > 0) {
            html.append(turn(leaf, order.get(at - 1), "prev", "Before: "));
        }
        if (at + 1 < order.size()) {
            html.append(turn(leaf, order.get(at + 1), "next", "Next: "));
        }
        return html.append("</nav>\n").toString();
    }

    private static String turn(Leaf from, Contents.Entry to, String relation, String word) {
        return "<a rel=\"%s\" href=\"%s\">%s%s</a>\n".formatted(relation, Leaf.way(from.target(), to.target()), word,
                Html.text(to.title()));
    }
}
