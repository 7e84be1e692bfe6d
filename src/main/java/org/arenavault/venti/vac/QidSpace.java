package org.arenavault.venti.vac;

/**
 * The range of file identities that a directory record reserves for everything below it (venti-protocol 15).
 *
 * @param offset what is added to the identities below, u64
 * @param max the first identity that is not in use, u64
 */
public record QidSpace(long offset, long max) {

    /** No range of its own: that of the directory above holds. */
    public static final QidSpace INHERITED = new QidSpace(0, 0);
}
