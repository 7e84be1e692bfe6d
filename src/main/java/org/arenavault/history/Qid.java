package org.arenavault.history;

/**
 * Which file, and which version of it (history 3).
 *
 * @param path the same for as long as a file is the same, u64
 * @param version counts its changes, u32
 */
public record Qid(long path, long version) {

    @Override
    public String toString() {
        return Long.toHexString(path) + "." + version;
    }
}
