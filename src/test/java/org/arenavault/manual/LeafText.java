package org.arenavault.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** The text of a page as HTML: Markdown, whose links to documents lead to their pages. */
final class LeafText {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final TextContentRenderer PLAIN = TextContentRenderer.builder().build();
    /** What a small screen scrolls to the side can be reached by the keyboard. */
    private static final String WIDE =
            "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>";

    private final Node document;
    private final Map<Heading, String> names = new LinkedHashMap<>();

    LeafText(Leaf leaf) {
        document = PARSER.parse(leaf.markdown());
        Set<String> taken = new HashSet<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String name = name(text(heading));
                String free = name;
                for (int i = 1; !taken.add(free); i++) {
                    free = name + "-" + i;
                }
                names.put(heading, free);
            }

            @Override
            public void visit(Link link) {
                link.setDestination(led(leaf, link.getDestination()));
                visitChildren(link);
            }
        });
    }

    private static String text(Node node) {
        return PLAIN.render(node).strip();
    }

    /** The name that a heading gets where Markdown is shown. */
    private static String name(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-');
    }

    private static String led(Leaf leaf, String destination) {
        String[] parts = destination.split("#", 2);
        if (destination.matches("[a-z]+:.*") || !parts[0].endsWith(".md")) {
            return destination;
        }
        Path document = leaf.source().resolveSibling(parts[0]).normalize();
        return Leaf.way(leaf.target(), Leaf.target(document)) + (parts.length == 2 ? "#" + parts[1] : "");
    }

    /** The headings of this level: their names, and what they say. */
    Map<String, String> headings(int level) {
        Map<String, String> found = new LinkedHashMap<>();
        names.forEach((heading, name) -> {
            if (heading.getLevel() == level) {
                found.put(name, text(heading));
            }
        });
        return found;
    }

    /** The files that it links to. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
            }
        });
        return links;
    }

    /** The whole as HTML. */
    String html() {
        HtmlRenderer renderer = HtmlRenderer.builder().extensions(TABLES).escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading heading) {
                        attributes.put("id", names.get(heading));
                    } else if (node instanceof TableCell cell && cell.isHeader()) {
                        attributes.put("scope", "col");
                    } else if (tag.equals("pre")) {
                        attributes.put("tabindex", "0");
                    }
                }).build();
        return renderer.render(document).replace("<table>", WIDE).replace("</table>", "</table></div>");
    }
}
