package org.arenavault.media;

import static org.arenavault.media.ArenaIdentity.Likeness.ANOTHER;
import static org.arenavault.media.ArenaIdentity.Likeness.SAME;
import static org.arenavault.media.ArenaIdentity.Likeness.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.UUID;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

class ArenaIdentityTest {

    private static final UUID STORE = new UUID(1, 1);
    private static final Score SEAL = score("00112233445566778899aabbccddeeff00112233");
    private static final String PRINT = "ff".repeat(20);

    private static Score score(String hexadecimal) {
        return Score.of(HexFormat.of().parseHex(hexadecimal));
    }

    private static ArenaIdentity arena(Score digest, String print) {
        return new ArenaIdentity(STORE, "arena0", 1 << 20, 8192, digest, print);
    }

    @Test
    void nameSizeBlockSizeAndStoreMustAgree() {
        ArenaIdentity arena = arena(SEAL, PRINT);
        assertThat(arena.to(arena(SEAL, PRINT))).isEqualTo(SAME);
        assertThat(arena.to(new ArenaIdentity(new UUID(1, 2), "arena0", 1 << 20, 8192, SEAL, PRINT)))
                .isEqualTo(ANOTHER);
        assertThat(arena.to(new ArenaIdentity(STORE, "arena1", 1 << 20, 8192, SEAL, PRINT))).isEqualTo(ANOTHER);
        assertThat(arena.to(new ArenaIdentity(STORE, "arena0", 2 << 20, 8192, SEAL, PRINT))).isEqualTo(ANOTHER);
        assertThat(arena.to(new ArenaIdentity(STORE, "arena0", 1 << 20, 4096, SEAL, PRINT))).isEqualTo(ANOTHER);
    }

    @Test
    void theSealDecidesWhereBothHaveOneElseThePrintElseNobodyKnows() {
        Score other = score("ff112233445566778899aabbccddeeff00112233");
        String otherPrint = "00".repeat(20);
        assertThat(arena(SEAL, otherPrint).to(arena(SEAL, PRINT))).isEqualTo(SAME);
        assertThat(arena(SEAL, PRINT).to(arena(other, PRINT))).isEqualTo(ANOTHER);
        assertThat(arena(Score.NONE, PRINT).to(arena(SEAL, PRINT))).isEqualTo(SAME);
        assertThat(arena(Score.NONE, PRINT).to(arena(SEAL, otherPrint))).isEqualTo(ANOTHER);
        assertThat(arena(Score.NONE, PRINT).to(arena(SEAL, ""))).isEqualTo(UNKNOWN);
        assertThat(arena(Score.NONE, "").to(arena(Score.NONE, PRINT))).isEqualTo(UNKNOWN);
    }
}
