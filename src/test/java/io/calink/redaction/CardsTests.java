package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardsTests {
    private final Redactor redactor = PseudonymTests.redactor(1, List.of(), new HashMap<>());

    private String masked(String text) {
        return redactor.text(text, new Counts());
    }

    @Test
    void keepsTheFormOfACard() {
        String card = masked("00:1b:21:3c:9d:f8");
        assertThat(card).matches("ca:1a(:[0-9a-f]{2}){4}");
        assertThat(masked("00-1B-21-3C-9D-F8")).isEqualTo(card.replace(':', '-').toUpperCase(java.util.Locale.ROOT));
        assertThat(masked("001b.213c.9df8")).matches("ca1a\\.[0-9a-f]{4}\\.[0-9a-f]{4}");
        assertThat(masked("enx001b213c9df8:")).isEqualTo("enx" + card.replace(":", "") + ":");
        assertThat(masked("MAC=00:1b:21:3c:9d:f8:00:1b:21:3c:9d:f8:08:00 SRC="))
                .isEqualTo("MAC=" + card + ":" + card + ":08:00 SRC=");
        assertThat(masked("01-00-1b-21-3c-9d-f8")).isEqualTo("01-" + card.replace(':', '-'));
    }

    @Test
    void findsACardBehindAWordThatEndsAsAGroupDoes() {
        String card = masked("00:1b:21:3c:9d:f8");
        assertThat(masked("MAC:00:1b:21:3c:9d:f8 hwid:00:1b:21:3c:9d:f8 DUID:00:03:00:01:00:1b:21:3c:9d:f8"))
                .isEqualTo("MAC:" + card + " hwid:" + card + " DUID:00:03:00:01:" + card);
    }

    @Test
    void findsTheCardInWhatDhcpIdentifiesItBy() {
        String card = masked("00:1b:21:3c:9d:f8");
        assertThat(masked("client-id 01:00:1b:21:3c:9d:f8,")).isEqualTo("client-id 01:" + card + ",");
        assertThat(masked("00:03:00:01:00:1b:21:3c:9d:f8")).isEqualTo("00:03:00:01:" + card);
        assertThat(masked("00:01:00:01:2a:3b:4c:5d:00:1b:21:3c:9d:f8")).isEqualTo("00:01:00:01:2a:3b:4c:5d:" + card);
        assertThat(masked("ff:21:3c:9d:f8:00:01:00:01:2a:3b:4c:5d:00:1b:21:3c:9d:f8"))
                .isEqualTo("ff:21:3c:9d:f8:00:01:00:01:2a:3b:4c:5d:" + card);
        assertThat(masked("DUID : 00-01-00-01-2A-3B-4C-5D-00-1B-21-3C-9D-F8"))
                .isEqualTo("DUID : 00-01-00-01-2A-3B-4C-5D-"
                        + card.replace(':', '-').toUpperCase(java.util.Locale.ROOT));
        String both = "00:03:00:01:00:1b:21:3c:9d:f8 01:00:1b:21:3c:9d:f8 00:03:00:01:00:00:00:00:00:00";
        assertThat(masked(masked(both))).isEqualTo(masked(both));
    }
}
