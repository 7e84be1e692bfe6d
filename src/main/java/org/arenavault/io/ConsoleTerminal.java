package org.arenavault.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The operator at the keyboard: questions and remarks go to standard error, answers come from standard input. */
public final class ConsoleTerminal implements Terminal {

    private static final int LONGEST_ANSWER = 4096;
    /** Who has not been asked for so long may have gone for a walk. */
    private static final long ATTENTION = 10_000_000_000L;
    private static final char BELL = 7;

    private final InputStream input;
    private final PrintStream output;
    private final boolean interactive;
    private final StopSignal stop;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Object question = new Object();
    private long answered = System.nanoTime();
    private boolean reading;
    private volatile boolean ended;

    /**
     * A terminal.
     *
     * @param interactive whether somebody is there to answer
     * @param stop ends the wait for an answer
     */
    public ConsoleTerminal(InputStream input, PrintStream output, boolean interactive, StopSignal stop) {
        this.input = input;
        this.output = output;
        this.interactive = interactive;
        this.stop = stop;
    }

    @Override
    public boolean interactive() {
        return interactive;
    }

    @Override
    public void print(String line) {
        output.println(line);
        output.flush();
    }

    @Override
    public String ask(String text) throws OperatorNeededException, CancelledException {
        if (!interactive) {
            throw new OperatorNeededException(OperatorNeededException.Need.ANSWER,
                    "nobody can answer here: " + text + " (start on a terminal, or say --yes where that fits)");
        }
        // one question at a time, whoever asks
        synchronized (question) {
            output.print((System.nanoTime() - answered > ATTENTION ? BELL : "") + text + ": ");
            output.flush();
            startReading();
            String answer = answerTo(text);
            answered = System.nanoTime();
            return answer;
        }
    }

    private String answerTo(String text) throws CancelledException {
        try {
            while (true) {
                String answer = answers.poll(50, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    return answer.strip();
                }
                if (stop.requested() || ended) {
                    throw new CancelledException("stopped at a question: " + text);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted at a question: " + text, e);
        }
    }

    /** A thread of its own reads, because nothing ends a read from a terminal but the terminal. */
    private synchronized void startReading() {
        if (!reading) {
            reading = true;
            Thread reader = new Thread(this::read, "terminal");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(input, Charset.defaultCharset()))) {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n') {
                    answers.add(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST_ANSWER) {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            output.println("cannot read the terminal: " + Reason.of(e));
        } finally {
            ended = true;
        }
    }
}
