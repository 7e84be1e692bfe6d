package org.arenavault.media;

/**
 * What a content is and what it is called. Names are told apart within their kind alone.
 *
 * @param kind in lower case: {@code arena}, {@code increment}, {@code kit}, {@code parity}, or one of a later version
 * @param name 1 to 63 printable characters
 */
public record ContentName(String kind, String name) {

    /** An arena of the venti. */
    public static ContentName arena(String name) {
        return new ContentName(ArenaRecord.KIND, name);
    }

    /** For people: an arena by its name, anything else with its kind. */
    public String text() {
        return kind.equals(ArenaRecord.KIND) || name.startsWith(kind) ? name : kind + " " + name;
    }

    /** Whether it is a sealed arena of the venti. */
    public boolean isArena() {
        return kind.equals(ArenaRecord.KIND);
    }

    /** Compared by methods of its own: those that a record gets are put together at run time, which slows the start. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ContentName content && kind.equals(content.kind) && name.equals(content.name);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + name.hashCode();
    }
}
