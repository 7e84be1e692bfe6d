package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Digits and decimal points are the same wherever the program runs: labels and names of files are made of them. */
class LocaleTest {

    private static String printed(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
        words.addAll(List.of(options));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "plan", "--examples"));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    @Test
    void figuresAreThoseOfTheDocumentsEverywhere() throws IOException, InterruptedException {
        String here = printed("-Duser.language=en");
        assertThat(here).contains("11.8 G");
        assertThat(printed("-Duser.language=ar", "-Duser.country=EG")).isEqualTo(here);
        assertThat(printed("-Duser.language=de")).isEqualTo(here);
    }
}
