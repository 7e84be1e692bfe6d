package org.arenavault.venti.net;

import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** What a server says when it refuses, as the real one words it (venti-protocol 3). */
enum ServerError {
    NOT_STORED("no block with score "),
    READ_TOO_SMALL("read too small"),
    CORRUPT("clump is marked corrupt"),
    LUMP_TOO_LARGE("lump too large"),
    NO_SPACE("no space left in arenas"),
    READ_ONLY("read only"),
    UNKNOWN_REQUEST("unknown request"),
    /** Anything else. */
    OTHER("");

    private final String beginning;

    ServerError(String beginning) {
        this.beginning = beginning;
    }

    /** What this text means. */
    static ServerError of(String text) {
        for (ServerError error : values()) {
            if (text.startsWith(error.beginning)) {
                return error;
            }
        }
        return OTHER;
    }

    /** The refusal where nothing is to be added. */
    Message.Refusal refusal() {
        return new Message.Refusal(beginning);
    }

    static Message.Refusal notStored(Score score, BlockType type) {
        return new Message.Refusal("%s%s/%d exists".formatted(NOT_STORED.beginning, score, type.number()));
    }

    static Message.Refusal readTooSmall(long asked, int needed) {
        return new Message.Refusal("%s: asked for %d need at least %d"
                .formatted(READ_TOO_SMALL.beginning, asked, needed));
    }
}
