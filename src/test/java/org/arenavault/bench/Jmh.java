package org.arenavault.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of single steps with JMH, and prints a row of the table for each. */
public final class Jmh {

    private Jmh() {
    }

    /** Runs all. */
    public static void main(String[] arguments) throws RunnerException {
        for (RunResult result : new Runner(new OptionsBuilder().include(".*Jmh\\..*").forks(1)
                .warmupIterations(Table.SHORT ? 1 : 3).warmupTime(TimeValue.seconds(1))
                .measurementIterations(Table.RUNS).measurementTime(TimeValue.seconds(1))
                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC").verbosity(VerboseMode.SILENT).build()).run()) {
            List<Double> micros = new ArrayList<>();
            result.getBenchmarkResults().forEach(fork -> fork.getIterationResults()
                    .forEach(iteration -> micros.add(iteration.getPrimaryResult().getScore())));
            Table.row(result.getPrimaryResult().getLabel() + " (JMH, a core)",
                    Table.spread("µs a call", micros.stream().mapToDouble(d -> d).toArray()), "", 0);
        }
    }
}
