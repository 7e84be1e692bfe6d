package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses in all the forms that people write. */
class DialTest {

    @ParameterizedTest
    @CsvSource({
        "venti.example.org, venti.example.org, 17034",
        "tcp!192.168.0.99, 192.168.0.99, 17034",
        "tcp!192.168.0.99!17034, 192.168.0.99, 17034",
        "net!backup!venti, backup, 17034",
        "tcp!*!venti, *, 17034",
        "localhost:1234, localhost, 1234",
        "127.1:venti, 127.1, 17034",
        "::1, ::1, 17034",
        "[::1], ::1, 17034",
        "[::1]:99, ::1, 99",
        "tcp!::1!99, ::1, 99",
        "host:0, host, 0",
    })
    void everyForm(String text, String host, int port) throws UsageException {
        assertThat(Dial.parse(text)).isEqualTo(new Dial(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp!", "tcp!!17034", "udp!host!1", "tcp!host!1!2", "host:", "host:65536", "host:x",
        ":17034", "[::1", "[::1]x", "[::1]x:5", "a b", "host:-1", "a/b", "tcp!host!", "host\n"})
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Dial.parse(text)).isInstanceOf(UsageException.class)
                .hasMessageContaining("is no address of a server").hasMessageNotContaining("\n");
    }

    @Test
    void shownAsTheStockToolsTakeIt() throws UsageException {
        assertThat(Dial.parse("host:80")).hasToString("tcp!host!80");
        assertThat(Dial.parse("host", 8000).port()).isEqualTo(8000);
    }
}
