package org.arenavault.cli.score;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** Root scores. */
@Command(name = "score", header = "Keep the root scores without which blocks are only blocks.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        description = {"A root score opens everything below it: whoever knows one and reaches the venti can read all "
            + "of it. Scores are kept apart, in VAULT/scores.jsonl, readable by their owner alone."})
public final class ScoreCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("record", ScoreRecordCommand.class),
                new Below("list", ScoreListCommand.class),
                new Below("check", ScoreCheckCommand.class),
                new Below("print", ScorePrintCommand.class),
                new Below("send", ScoreSendCommand.class));
    }
}
