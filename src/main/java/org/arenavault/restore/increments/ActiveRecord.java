package org.arenavault.restore.increments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.arenavault.io.Digests;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.ArenaForm;
import org.arenavault.venti.increment.IncrementOrigin;

/**
 * An arena that is not sealed, as the search for a place wants it. It has no digest; where a store has another arena of
 * its name, what it was formatted with stands for it, so that every restore comes to the same other name.
 */
final class ActiveRecord {

    private ActiveRecord() {
    }

    static ArenaRecord of(IncrementOrigin origin) {
        ArenaForm form = origin.form();
        MessageDigest sha1 = Digests.sha1();
        sha1.update("%s %d %d %d %d".formatted(form.name(), form.size(), form.blockSize(), form.version(),
                form.clumpMagic()).getBytes(UTF_8));
        return new ArenaRecord(form.name(), form.size(), form.blockSize(), origin.source(), origin.offset(),
                Score.of(sha1), false);
    }
}
