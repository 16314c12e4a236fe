package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code calink token}. */
class TokenCommandTests {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return CaLinkCommand.run(out, new PrintStream(err, true, StandardCharsets.UTF_8), args);
    }

    @Test
    void printsTheTokenAndTheLineForTheConfiguration() {
        assertThat(run("token", "web1", "--role", "viewer")).isZero();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        Grant grant = Grant.parse(lines.get(1));
        assertThat(grant.name()).isEqualTo("web1");
        assertThat(grant.role()).isEqualTo(Role.VIEWER);
        assertThat(grant.fits(lines.get(0))).isTrue();
    }

    @Test
    void refusesAnUnknownRoleAndABadName() {
        assertThat(run("token", "web1", "--role=admin")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("calink: The role is neither viewer nor collector." + System.lineSeparator());
        assertThat(run("token", "a:b")).isEqualTo(2);
        assertThat(run("token")).isEqualTo(2);
        assertThat(out.size()).isZero();
    }
}
