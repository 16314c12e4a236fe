package io.calink.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and the lines that stand for them. */
class TokensTests {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aLineHoldsTheHashAndComesBackAsItWas() {
        Grant grant = Grant.of("web1", Role.VIEWER, "abc");
        assertThat(grant.line()).isEqualTo("web1:viewer:sha256-" + SHA256_OF_ABC);
        assertThat(Grant.parse(grant.line())).isEqualTo(grant);
    }

    @Test
    void findsTheGrantOfARightTokenOnly() {
        String token = Tokens.make();
        Tokens tokens =
                new Tokens(List.of(Grant.of("a", Role.VIEWER, Tokens.make()), Grant.of("b", Role.COLLECTOR, token)));
        assertThat(tokens.find(token)).map(Grant::name).hasValue("b");
        assertThat(tokens.find(token + "x")).isEmpty();
        assertThat(tokens.find("")).isEmpty();
    }

    @Test
    void noTwoTokensAreTheSameAndTheyCanStandInAHeader() {
        assertThat(Tokens.make()).matches("calink_[A-Za-z0-9_-]{43}").isNotEqualTo(Tokens.make());
    }

    @ParameterizedTest
    @ValueSource(strings = {"calink_secret", "me:viewer:calink_secret", "me:viewer:sha256-12", "", "me:viewer", "::"})
    void refusesWhatIsNoLineWithoutRepeatingIt(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.parse(line))
                .withMessageContaining("NAME:ROLE:sha256-HEX")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesAnUnknownRoleABadNameAndANameThatIsTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.parse("me:admin:sha256-" + SHA256_OF_ABC))
                .withMessage("The role is neither viewer nor collector.");
        assertThatIllegalArgumentException().isThrownBy(() -> Grant.of("a b", Role.VIEWER, "t"));
        Grant grant = Grant.of("me", Role.VIEWER, "t");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tokens(List.of(grant, grant)))
                .withMessage("two tokens are named \"me\".");
    }
}
