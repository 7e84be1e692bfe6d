package org.arenavault.manual;

/** Text in HTML. */
final class Html {

    private Html() {
    }

    /** What shows these characters, and nothing else. */
    static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
