package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HarvestTests {
    private static final String MADE_UP = "ghp_" + "aB3".repeat(12);

    private final Rules rules = Rules.of(Settings.standard());
    private final Harvest harvest = new Harvest(rules);

    @Test
    void removesAValueOfASecretKeyWhereverElseItAppears() {
        harvest.scan("db.password = Zx9!kLm42\n");
        harvest.add(Map.of("API_TOKEN", "q7-wErtz-1", "HOME", "/root"));
        Redactor redactor = new Redactor(rules, harvest.values());
        assertThat(redactor.text("connect as joe with Zx9!kLm42, then q7-wErtz-1.", new Counts()))
                .isEqualTo("connect as joe with [REDACTED:known], then [REDACTED:known].");
    }

    @Test
    void knowsHowJsonXmlAndAddressesWriteAValue() {
        harvest.scan("secret = \"ab<cd>/12&34\"\n");
        Redactor redactor = new Redactor(rules, harvest.values());
        assertThat(redactor.text("x ab&lt;cd&gt;/12&amp;34 ab%3Ccd%3E%2F12%2634", new Counts()))
                .isEqualTo("x [REDACTED:known] [REDACTED:known]");
    }

    @Test
    void wordsPathsHostsUnitsAndWhatIsShortAreNoValues() {
        harvest.except(List.of("svc_user1"));
        harvest.scan("""
                password = short1
                password = lettersonly
                password = some-option-name
                password = sshd.service
                password = db1.example.com
                password = 2024-01-01
                password = svc_user1
                secret = /etc/x1/y.conf
                """);
        assertThat(harvest.values().size()).isZero();
    }

    @Test
    void remembersNoMoreThanItMay() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append("password=Zx9!").append(i).append("aaaa\n");
        }
        harvest.scan(text.toString());
        assertThat(harvest.values().size()).isEqualTo(Harvest.MOST);
    }

    @Test
    void digestTellsTheSameValuesAndNeedsTheKey() {
        harvest.scan("password=Zx9!kLm42\n");
        KnownValues values = harvest.values();
        assertThat(values.digest(new byte[] {1})).isEqualTo(values.digest(new byte[] {1}));
        assertThat(values.digest(new byte[] {1})).isNotEqualTo(values.digest(new byte[] {2}));
        assertThat(values.digest(new byte[] {1}))
                .isNotEqualTo(KnownValues.none().digest(new byte[] {1}));
    }

    @Test
    void theSecondLookRemovesWhatTheFirstHasLeft() throws IOException {
        harvest.scan("password=Zx9!kLm42\n");
        Watch watch = new Watch(rules, harvest.values());
        Counts leaks = new Counts();
        String text = "a " + MADE_UP + " b Zx9!kLm42 c";
        assertThat(Streams.through(sink -> watch.over(sink, Settings.OnLeak.REDACT, leaks), text))
                .isEqualTo("a [REDACTED:github] b [REDACTED:known] c");
        assertThat(leaks.byRule()).containsOnlyKeys("leak:github", "leak:known");
    }

    @Test
    void theSecondLookFailsWhereItIsAskedTo() {
        Watch watch = new Watch(rules, KnownValues.none());
        assertThatThrownBy(() ->
                        Streams.through(sink -> watch.over(sink, Settings.OnLeak.FAIL, new Counts()), "a " + MADE_UP))
                .isInstanceOf(LeakException.class)
                .hasMessageContaining("on_leak")
                .hasMessageNotContaining(MADE_UP);
    }
}
