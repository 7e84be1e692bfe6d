package org.arenavault.drivers;

import java.util.List;

/**
 * How a robot's answers are told apart. One is complete at {@code end}, or with {@code length} bytes, or when nothing
 * has come for {@code idleMillis}: one of the three is set.
 *
 * @param end what an answer ends with; empty if it does not
 * @param length its bytes; 0 if they vary
 * @param idleMillis the silence behind it; 0 if it is not told by that
 * @param error those that say it went wrong
 * @param busy those that say it is still at it
 * @param ok those that say it is done
 * @param ignore those that say nothing
 * @param codes what some of them mean
 */
public record RobotReply(String end, int length, int idleMillis, List<ReplyPattern> error, List<ReplyPattern> busy,
                         List<ReplyPattern> ok, List<ReplyPattern> ignore, List<Code> codes) {

    /**
     * What an answer means.
     *
     * @param pattern which answer
     * @param meaning what it means
     * @param text for the operator
     */
    public record Code(ReplyPattern pattern, RobotMeaning meaning, String text) {
    }

    public RobotReply {
        error = List.copyOf(error);
        busy = List.copyOf(busy);
        ok = List.copyOf(ok);
        ignore = List.copyOf(ignore);
        codes = List.copyOf(codes);
    }
}
