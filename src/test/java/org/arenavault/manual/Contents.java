package org.arenavault.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the manual holds, in which order: the lists of links on its first page, and the commands. */
final class Contents {

    private static final Pattern ENTRY = Pattern.compile(
            "(?m)^## (?<group>.*)$|^- \\[(?<title>.*?)]\\((?<link>.*?)\\)");

    private final List<Group> groups = new ArrayList<>();

    /**
     * @param title what stands above its pages
     */
    private record Group(String title, List<Entry> entries) {
    }

    /**
     * @param target the page, from the folder of the manual
     */
    record Entry(String title, Path target) {
    }

    /**
     * @param first the first page
     * @param commands the page of all commands
     */
    Contents(Leaf first, Leaf commands) {
        Matcher matcher = ENTRY.matcher(first.markdown());
        while (matcher.find()) {
            if (matcher.group("group") != null) {
                groups.add(new Group(matcher.group("group"), new ArrayList<>()));
            } else {
                groups.get(groups.size() - 1).entries().add(new Entry(matcher.group("title"),
                        Leaf.target(first.source().resolveSibling(matcher.group("link")).normalize())));
            }
        }
        groups.stream().filter(group -> group.title().equals("Reference")).findFirst().orElseThrow().entries()
                .add(0, new Entry(commands.title(), commands.target()));
    }

    /** All pages that it names, in their order. */
    List<Entry> entries() {
        return groups.stream().flatMap(group -> group.entries().stream()).toList();
    }

    /** As it stands beside a page. */
    String html(Path page) {
        StringBuilder html = new StringBuilder("<nav class=\"contents\" id=\"contents\" aria-label=\"Contents\">\n");
        for (Group group : groups) {
            html.append("<h2>%s</h2>\n<ul>\n".formatted(Html.text(group.title())));
            group.entries().forEach(entry -> html.append("<li><a href=\"%s\"%s>%s</a></li>\n".formatted(
                    Leaf.way(page, entry.target()), entry.target().equals(page) ? " aria-current=\"page\"" : "",
                    Html.text(entry.title()))));
            html.append("</ul>\n");
        }
        return html.append("</nav>\n").toString();
    }
}
