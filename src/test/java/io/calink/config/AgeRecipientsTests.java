package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Plan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** {@code [output] age_recipients}: a mistake there is told at load, before anything is gathered. */
class AgeRecipientsTests {
    private static final String ONE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    private static final String OTHER = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";

    @Test
    void namesThoseForWhomTheArchiveIsEncrypted() throws Exception {
        Plan plan = Configuration.parse(
                        ("[output]\nage_recipients = " + ONE + ",\n   " + OTHER + "\n")
                                .getBytes(StandardCharsets.UTF_8),
                        "c.ini",
                        Mistake.KNOWN)
                .plan();

        assertThat(plan.output().recipients().keys()).containsExactly(ONE, OTHER);
    }

    @Test
    void oneThatIsNoneIsAMistake() {
        assertThat(Mistake.refusal("[output]\nage_recipients=" + ONE + ", alice\n"))
                .isEqualTo("c.ini:2: [output] age_recipients: \"alice\" is not a recipient of age; a public key is"
                        + " expected, which begins with age1 and has 62 characters, as age-keygen prints it");
    }

    @Test
    void aLineThatNamesNobodyIsAMistake() {
        assertThat(Mistake.refusal("[output]\nage_recipients=\n"))
                .isEqualTo("c.ini:2: [output] age_recipients: there is no recipient; name public keys of age with"
                        + " commas between them, or leave the line out");
    }
}
