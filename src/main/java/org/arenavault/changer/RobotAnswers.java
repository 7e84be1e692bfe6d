package org.arenavault.changer;

import java.util.List;
import org.arenavault.drivers.ReplyPattern;
import org.arenavault.drivers.RobotReply;
import org.arenavault.drivers.RobotStep;

/** What a robot's answers mean. */
final class RobotAnswers {

    private RobotAnswers() {
    }

    /** The meaning of an answer to a step's command. */
    static RobotOutcome meaning(RobotReply rules, RobotStep.Send step, String answer) {
        String said = "it answered '%s'".formatted(RobotConversation.printable(answer));
        if (fits(step.expect(), answer)) {
            return new RobotOutcome(RobotOutcome.Kind.DONE, said);
        }
        for (RobotReply.Code code : rules.codes()) {
            if (code.pattern().fits(answer)) {
                return new RobotOutcome(RobotOutcome.Kind.of(code.meaning()), "%s (%s)".formatted(code.text(), said));
            }
        }
        if (fits(rules.error(), answer)) {
            return new RobotOutcome(RobotOutcome.Kind.FAILED, said + ", an error");
        }
        if (fits(rules.busy(), answer)) {
            return new RobotOutcome(RobotOutcome.Kind.BUSY, said);
        }
        if (step.expect().isEmpty() && fits(rules.ok(), answer)) {
            return new RobotOutcome(RobotOutcome.Kind.DONE, said);
        }
        return fits(rules.ignore(), answer) ? new RobotOutcome(RobotOutcome.Kind.IGNORED, said)
                : new RobotOutcome(RobotOutcome.Kind.FAILED, said + ", which its description does not know");
    }

    private static boolean fits(List<ReplyPattern> patterns, String answer) {
        return patterns.stream().anyMatch(pattern -> pattern.fits(answer));
    }
}
