package org.arenavault.changer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.arenavault.io.Terminal;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.junit.jupiter.api.Nested;

/** An operator keeps the contract, whether or not somebody sits at the terminal. */
class OperatorSourceTest {

    @Nested
    class AtTheTerminal extends RecorderSourceContractTest implements Terminal {

        private final Deque<String> pile = new ArrayDeque<>();
        private EmulatedRecorder recorder;
        private int asked;

        @Override
        protected DiscSource open(int discs) throws IOException {
            recorder = recorder(discs);
            recorder.discs().stream().filter(disc -> !disc.inTray()).forEach(disc -> pile.add(disc.name()));
            return new OperatorSource("the drive", DiscPlace.DRIVE, this::medium, this);
        }

        @Override
        protected int asked() {
            return asked;
        }

        @Override
        public boolean interactive() {
            return true;
        }

        @Override
        public void print(String line) {
            // he reads it
        }

        @Override
        public String ask(String question) {
            asked++;
            if (pile.isEmpty()) {
                return question.contains("'done'") ? "done" : "quit";
            }
            try {
                recorder.insert(pile.remove());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "";
        }
    }

    @Nested
    class Unattended extends RecorderSourceContractTest {

        @Override
        protected DiscSource open(int discs) throws IOException {
            recorder(discs);
            return new OperatorSource("the drive", DiscPlace.DRIVE, this::medium, terminal());
        }

        @Override
        protected int reach() {
            return 1;
        }
    }
}
