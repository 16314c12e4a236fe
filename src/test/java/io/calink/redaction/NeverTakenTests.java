package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeverTakenTests {
    @ParameterizedTest
    @CsvSource({
        "/etc/shadow, shadow",
        "/etc/shadow-, shadow",
        "/etc/gshadow, shadow",
        "/etc/ssh/ssh_host_rsa_key, private-key",
        "/etc/ssl/private/server.pem, private-key",
        "/srv/app/tls.key, private-key",
        "/home/joe/.ssh/config, ssh",
        "/root/.aws/credentials, aws",
        "/root/.kube/config, kube",
        "/root/.netrc, netrc",
        "/root/.pgpass, pgpass",
        "/root/.bash_history, history",
        "/home/joe/.zsh_history, history",
        "/home/joe/.local/share/fish/fish_history, history",
        "/etc/security/opasswd, opasswd",
        "/srv/calink/pseudonyms.tsv, pseudonyms",
        "/etc/krb5.keytab, keytab",
        "/var/lib/x/http.keytab, keytab"
    })
    void namesTheRuleThatKeepsAFileOut(String path, String rule) {
        assertThat(NeverTaken.rule(path)).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/etc/ssh/sshd_config",
                "/etc/ssh/ssh_host_rsa_key.pub",
                "/etc/ssl/certs/ca.pem",
                "/var/log/apt/history.log",
                "/etc/group",
                "/etc/hosts",
                "/"
            })
    void takesOtherFiles(String path) {
        assertThat(NeverTaken.rule(path)).isNull();
    }

    @Test
    void globsOfAllowNameAbsolutePaths() {
        Rules rules = Rules.of(new Settings(
                true, Map.of(), List.of("/etc/ssl/private/*.pem"), List.of(), Settings.OnLeak.REDACT, Set.of()));
        assertThat(rules.allows("/etc/ssl/private/a.pem")).isTrue();
        assertThat(rules.allows("/etc/ssl/private/a.key")).isFalse();
    }

    @Test
    void tellsTextFromWhatIsNone() {
        assertThat(of("plain\ntext\n", "a.log")).isEqualTo(Binary.TEXT);
        assertThat(of("\0".repeat(4000) + "Jan 1 log\n", "a.log")).isEqualTo(Binary.TEXT);
        assertThat(of("\377\376a\0b\0", "a.txt")).isEqualTo(Binary.TEXT);
        assertThat(of("Gr\374\337e aus K\366ln\n".repeat(9), "latin1.txt")).isEqualTo(Binary.TEXT);
        assertThat(of("", "empty")).isEqualTo(Binary.TEXT);
        assertThat(of("\177ELF\2\1\1", "core.1")).isEqualTo(Binary.FOREIGN);
        assertThat(of("SQLite format 3\0", "x.db")).isEqualTo(Binary.FOREIGN);
        assertThat(of("JAVA PROFILE 1.0.2\0", "x.hprof")).isEqualTo(Binary.FOREIGN);
        assertThat(of("PK\3\4\24", "x.zip")).isEqualTo(Binary.FOREIGN);
        assertThat(of("\1\2\3\4\5\6\7\10".repeat(20), "x.bin")).isEqualTo(Binary.FOREIGN);
        assertThat(of("LPKSHHRH", "system.journal")).isEqualTo(Binary.KNOWN);
        assertThat(of("\7\0\0\0tty1\0\0", "/var/log/wtmp")).isEqualTo(Binary.KNOWN);
        assertThat(of("password=x\n", "/var/log/wtmp")).isEqualTo(Binary.TEXT);
        assertThat(of("\37\213\10", "x.gz").compressed()).isTrue();
        assertThat(of("\3757zXZ\0", "x.xz")).isEqualTo(Binary.XZ);
    }

    private static Binary of(String head, String name) {
        return Binary.of(head.getBytes(StandardCharsets.ISO_8859_1), name);
    }
}
