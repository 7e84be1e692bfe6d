package org.arenavault.cli.drive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.arenavault.report.json.DriveReports;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.Transport;

/** Keeps what a drive answered to questions, byte by byte, as reports of drives' peculiarities need it. */
final class RawAnswers {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int LINE = 16;
    /** Answers beyond this are data of the disc, not words of the drive. */
    private static final int LONGEST = 4096 + 4;

    private final List<Answer> answers = new ArrayList<>();

    /**
     * One answer.
     *
     * @param command its name
     * @param cdb as sent
     * @param outcome "OK", or what went wrong, with the sense
     * @param data as far as it came
     */
    private record Answer(String command, byte[] cdb, String outcome, byte[] data) {
    }

    /** Leads a transport through the collection. */
    Transport tap(Transport transport) {
        return new Listener(transport);
    }

    private final class Listener implements Transport {

        private final Transport inner;

        private Listener(Transport inner) {
            this.inner = inner;
        }

        @Override
        public CommandResult execute(Command command) throws IOException {
            CommandResult result = inner.execute(command);
            if (command.direction() == Command.Direction.IN && command.length() <= LONGEST) {
                ByteBuffer data = command.data().duplicate();
                byte[] bytes = new byte[Math.max(0, Math.min(result.transferred(), data.remaining()))];
                data.get(bytes);
                answers.add(new Answer(Opcode.of(command.cdb()).title(), command.cdb(), result.outcome()
                        + (result.sense().length == 0 ? "" : " " + SenseData.of(result).describe()), bytes));
            }
            return result;
        }

        @Override
        public String identity() {
            return inner.identity();
        }

        @Override
        public int maxTransfer() {
            return inner.maxTransfer();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }

    void print(PrintStream out) {
        for (Answer answer : answers) {
            out.printf("%n%s  %s  %s%n", answer.command(), HEX.formatHex(answer.cdb()), answer.outcome());
            for (int at = 0; at < answer.data().length; at += LINE) {
                out.printf("  %04x  %s%n", at,
                        HEX.formatHex(answer.data(), at, Math.min(answer.data().length, at + LINE)));
            }
        }
    }

    List<DriveReports.Answer> report() {
        return answers.stream().map(answer -> new DriveReports.Answer(answer.command(), HEX.formatHex(answer.cdb()),
                answer.outcome(), HEX.formatHex(answer.data()))).toList();
    }
}
