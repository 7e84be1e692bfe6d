package org.arenavault.restore.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.media.FlatJson;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;

/**
 * The first page of a catalog: a line of text, then a line of JSON.
 *
 * @param disc the disc's identity
 * @param entries how many follow, sorted
 * @param tracks digest of what the ledger says of the tracks; when the disc has got more of them the catalog is stale
 */
record CatalogHead(UUID disc, long entries, String tracks) {

    private static final String TITLE = "arenavault catalog 1\n";

    /** What the ledger says of the tracks that a catalog covers. */
    static String tracksOf(DiscRecord disc) {
        MessageDigest digest = Digests.sha256();
        for (TrackRecord track : disc.tracks()) {
            if (track.state().holds()) {
                digest.update("%d %d %s\n".formatted(track.number(), track.lba(), track.content().sum())
                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static CatalogHead decode(byte[] page, String where) throws CorruptException {
        String text = new String(page, StandardCharsets.UTF_8);
        int end = text.indexOf('\n', TITLE.length());
        if (!text.startsWith(TITLE) || end < 0) {
            throw new CorruptException(where + ": is no catalog");
        }
        try {
            FlatJson line = FlatJson.parse(text.substring(TITLE.length(), end));
            return new CatalogHead(line.uuid("disc"), line.number("entries"), line.text("tracks"));
        } catch (CorruptException e) {
            throw new CorruptException("%s: its head %s".formatted(where, e.getMessage()), e);
        }
    }

    byte[] encode() {
        byte[] text = (TITLE + new FlatJson().put("disc", disc).put("entries", entries).put("tracks", tracks).format()
                + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] page = new byte[CatalogPages.SIZE];
        System.arraycopy(text, 0, page, 0, text.length);
        return page;
    }
}
