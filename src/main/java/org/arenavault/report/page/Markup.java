package org.arenavault.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.arenavault.io.Plain;

/**
 * Writes HTML and SVG: elements that nest, with whatever they hold made harmless. What is written is well-formed XML as
 * well, so that a drawing can stand alone.
 */
final class Markup {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element; what follows is inside of it until {@link #close}.
     *
     * @param attributes names and values by turns
     */
    Markup open(String name, Object... attributes) {
        begin(name, attributes).append('>');
        open.push(name);
        return this;
    }

    /** Ends the element that was begun last. */
    Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element that holds nothing. */
    Markup empty(String name, Object... attributes) {
        begin(name, attributes).append("/>");
        return this;
    }

    /** An element that holds a text. */
    Markup element(String name, String text, Object... attributes) {
        open(name, attributes);
        return text(text).close();
    }

    /** A text. */
    Markup text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** What is markup already. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    private StringBuilder begin(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escaped(value(attributes[i + 1]))).append('"');
        }
        return out;
    }

    /** Numbers with at most two places: a drawing is no finer. */
    static String value(Object value) {
        if (value instanceof Double number) {
            String text = String.format(Locale.ROOT, "%.2f", number);
            return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
        }
        return String.valueOf(value);
    }

    /** A text as it stands between tags and in quotes: no markup, nothing that controls a terminal. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        Plain.line(text).codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open + " is not closed");
        }
        return out.toString();
    }
}
