package io.calink.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsTests {
    private static final String KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

    @TempDir
    Path directory;

    @Test
    void takesEachKeyOnceAndPassesOverWhatIsEmpty() {
        Recipients recipients = Recipients.of(List.of(" " + KEY + "\n", "", KEY));

        assertThat(recipients.keys()).containsExactly(KEY);
        assertThat(recipients.isEmpty()).isFalse();
        assertThat(Recipients.of(List.of(" ", "")).isEmpty()).isTrue();
    }

    @Test
    void addsAndNeverTakesAway() throws Exception {
        String other = Age.pair(directory).recipient();
        Recipients both = Recipients.of(List.of(KEY)).and(Recipients.of(List.of(other, KEY)));

        assertThat(both.keys()).containsExactly(KEY, other);
        assertThat(both.and(Recipients.NONE)).isEqualTo(both);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8q",
                "age1",
                "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8",
                "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJyD5jqfNqbVB2k1W3tqvpJ0Bk4lJz1X4m5i5mE1gJ9v me@host",
                "alice@example.org",
                "grüße\u0007"
            })
    void saysWhatIsNoRecipient(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipients.of(List.of(KEY, key)))
                .withMessageContaining("is not a recipient of age; a public key is expected")
                .withMessageNotContaining("\u0007");
    }

    @Test
    void doesNotRepeatASecretKeyThatWasGivenByMistake() throws Exception {
        String secret = Files.readAllLines(Age.pair(directory).identity()).get(2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipients.of(List.of(secret)))
                .withMessageContaining("that is a secret key")
                .withMessageNotContaining(secret.substring(15, 30));
    }

    @Test
    void hasABound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipients.of(Collections.nCopies(Recipients.MOST + 1, KEY)))
                .withMessageContaining("there are 101 recipients, and at most 100 are expected");
    }
}
