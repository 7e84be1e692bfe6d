package org.arenavault.cli;

import picocli.CommandLine.Command;

/** Root scores. */
@Command(name = "score", header = "Keep the root scores without which blocks are only blocks.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        description = {"A root score opens everything below it: whoever knows one and reaches the venti can read all "
            + "of it. Scores are kept apart, in VAULT/scores.jsonl, readable by their owner alone."},
        subcommands = {ScoreRecordCommand.class, ScoreListCommand.class, ScoreCheckCommand.class,
            ScorePrintCommand.class, ScoreSendCommand.class})
final class ScoreCommand {
}
