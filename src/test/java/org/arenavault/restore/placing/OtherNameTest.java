package org.arenavault.restore.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** The names of arenas whose own another one has. */
class OtherNameTest {

    private static Score digest(long seed) {
        byte[] bytes = new byte[Score.SIZE];
        new Random(seed).nextBytes(bytes);
        return Score.of(bytes);
    }

    @Test
    void everyOtherNameIsLegalAndOfItsDigest() {
        Set<String> seen = new HashSet<>();
        for (int length = 1; length <= 63; length++) {
            for (long seed = 1; seed <= 2; seed++) {
                ArenaRecord arena = new ArenaRecord("n".repeat(length), 32 * 1024, 512, "", 0,
                        digest(100L * length + seed), false);
                for (int digits = OtherName.DIGITS; digits <= 40; digits += OtherName.DIGITS) {
                    String name = OtherName.of(arena, digits).name();
                    assertThat(ArenaNames.isPortable(name)).as(name).isTrue();
                    assertThat(name).endsWith("." + arena.digest().toString().substring(0, digits));
                    assertThat(seen.add(name)).as(name).isTrue();
                }
            }
        }
    }
}
