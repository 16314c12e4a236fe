package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymTests {
    private static final LocalNames NAMES = new LocalNames(
            Set.of("alice", "bob", "Alice Smith", "Jürgen Groß", "王 小明"),
            Set.of("db-7.corp.example"),
            Set.of("web1", "web1.corp.example"));

    private final Map<String, String> book = new HashMap<>();
    private final Redactor redactor = redactor(1, List.of());

    private Redactor redactor(int key, List<String> keep) {
        return redactor(key, keep, book);
    }

    static Redactor redactor(int key, List<String> keep, Map<String, String> book) {
        byte[] bytes = new byte[Pseudonyms.KEY];
        Arrays.fill(bytes, (byte) key);
        Settings settings = new Settings(
                true, Map.of(), List.of(), keep, Settings.OnLeak.FAIL, EnumSet.allOf(Settings.Pseudonym.class));
        Rules rules = Rules.of(settings);
        return new Redactor(
                rules, KnownValues.none(), new Masking(rules, new Pseudonyms(bytes, true, book::put), NAMES));
    }

    private String masked(String text) {
        return redactor.text(text, new Counts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "http://1.2.3.4:80/x",
                "from 1.2.3.4.",
                "user@1.2.3.4",
                "addr:1.2.3.4",
                "ip=1.2.3.4,",
                "1.2.3.4/24",
                "1.2.3.4-1.2.3.9",
                "1.2.3.4-50",
                "[1.2.3.4]",
                "/1.2.3.4:5432",
                "host.example/1.2.3.4:80",
                "DB01/1.2.3.4",
                "DB-01/1.2.3.4 closed",
                "Db01/1.2.3.4 and WEB/10.1.2.3",
                "nginx/1.2.3.4",
                "GET / HTTP/1.1 DB01/1.2.3.4",
                "Gi0/1 DB01/1.2.3.4",
                "\"Mozilla/5.0 (X11) Chrome/120.0.0.0 Safari/537.36\" DB01/1.2.3.4",
                "Mozilla/5.0 (X11)\nDB01/1.2.3.4\nSafari/537.36",
                "SIP/2.0 DB01/1.2.3.4 TLS/1.2",
                "::ffff:1.2.3.4",
                "{\"a\":\"x\\n1.2.3.4\"}",
                "a%201.2.3.4",
                "/var/log/remote/1.2.3.4.log",
                "1.2.3.4 - - [x]",
                "3.2.1.4.in-addr.arpa"
            })
    void findsAnAddressWhereverOneStands(String text) {
        assertThat(masked(text))
                .doesNotContain("1.2.3.4")
                .doesNotContain("3.2.1.4")
                .containsPattern("2[45][0-9]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version 1.2.3.4",
                "version: 1.2.3.4",
                "\"version\":\"1.2.3.4\"",
                "java.version=1.2.3.4",
                "AssemblyVersion(\"1.2.3.4\")",
                "<version>1.2.3.4</version>",
                "v1.2.3.4",
                "app-1.2.3.4",
                "app-1.2.3.4.tar.gz",
                "package_1.2.3.4-1",
                "package_1.2.3.4-1_amd64.deb",
                "libfoo.so.1.2.3.4",
                "1.2.3.4.5",
                ".1.3.6.1.4.1.2021",
                "ii  tool  1.2.3.4-1  amd64",
                "1.2.3.4-1ubuntu2",
                "1.2.3.4+dfsg-1",
                "1.2.3.4~rc1",
                "1.2.3.4-rc1",
                "Chrome/120.0.0.0 Safari/537.36",
                "Chrome/120.0.0.0",
                "MyApp/1.2.3.4",
                "\"Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML) Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0\"",
                "Mozilla/5.0+(X11)+AppleWebKit/537.36+(KHTML)+Chrome/120.0.0.0+Mobile+Safari/537.36+Edg/120.0.0.0",
                "Version/4.0 Chrome/100.0.4896.58 Quark/6.2.2.246 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux) Mobile XB/1.2.3.4 x",
                "Dalvik/2.1.0 UCB/1.2.3.4",
                "1.2.3.400",
                "01.02.03.04",
                "1.2.3",
                "127.0.0.1 ::1 0.0.0.0 255.255.255.255 255.255.255.0 0.0.0.255 224.0.0.251 169.254.169.254 ff02::1 ::",
                "12:34:56 std::vector a::b dead::beef face::bead 2026-11-23 06:18:14",
                "ff:ff:ff:ff:ff:ff 00:00:00:00:00:00 01:00:5e:00:00:fb",
                "26-11-23-06-18-14",
                "SHA1 aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd",
                "50:01:43:80:12:34:56:78",
                "00:03:00:01:00:1b:21:3c:9d:f8:01 00:02:00:01:00:1b:21:3c:9d:f8",
                "getty@tty1.service user@1000.service logo@2x.png x@y chacha20-poly1305@openssh.com npm@1.2.3",
                "alicea balice bobby web12 Bob root daemon",
            })
    void leavesWhatOnlyLooksLikeAName(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "‘", "’", "“", "„", "«", "»", "→", "│", "…", "•", "—", "\u00a0", "\u2028", "\ufeff", "：", "（", "🚀",
                "✓", "用", "。"
            })
    void findsANameNextToWhatIsNoLetter(String sign) {
        for (String name : List.of("alice", "web1", "10.1.2.3", "2001:db8::1", "00:1b:21:3c:9d:f8", "a@corp.example")) {
            String pseudonym = masked(name);
            assertThat(pseudonym).isNotEqualTo(name);
            assertThat(masked(sign + name + sign)).isEqualTo(sign + pseudonym + sign);
            assertThat(masked("x" + sign + name + sign + name)).isEqualTo("x" + sign + pseudonym + sign + pseudonym);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "ß", "Ж", "ω", "ế", "א"})
    void leavesANameThatIsPartOfALongerOne(String letter) {
        assertThat(masked(letter + "alice alice" + letter)).isEqualTo(letter + "alice alice" + letter);
    }

    @Test
    void findsNamesThatAreNotInLatinLetters() {
        assertThat(masked("von Jürgen Groß, 由王 小明登录")).matches("von user-[0-9a-f]{10}, 由user-[0-9a-f]{10}登录");
    }

    @Test
    void replacesPersonsUsersAndHostsByWholeWords() {
        String user = masked("alice");
        String host = masked("web1");
        assertThat(user).matches("user-[0-9a-f]{10}");
        assertThat(host).matches("host-[0-9a-f]{10}");
        assertThat(masked("/home/alice/x alice: (alice) alice_1 \\nalice"))
                .isEqualTo("/home/" + user + "/x " + user + ": (" + user + ") " + user + "_1 \\n" + user);
        assertThat(masked("WEB1.corp.example, web1-data"))
                .matches(host + "\\.d-[0-9a-f]{10}\\.invalid, " + host + "-data");
        assertThat(masked("x:1001:Alice Smith,,:/")).matches("x:1001:user-[0-9a-f]{10},,:/");
        String mail = masked("alice@corp.example");
        assertThat(mail).matches("mail-[0-9a-f]{10}@d-[0-9a-f]{10}\\.invalid");
        assertThat(masked("<alice@corp.example>, to=\"alice@corp.example.\""))
                .isEqualTo("<" + mail + ">, to=\"" + mail + ".\"");
        assertThat(masked("root@web1.corp.example"))
                .matches("mail-[0-9a-f]{10}@" + host + "\\.d-[0-9a-f]{10}\\.invalid");
        assertThat(masked("a.bob+x@other.example")).doesNotContain("bob").doesNotContain("other");
        assertThat(masked("http://e.example/?m=x%3Dcarol@corp.example&")).contains("?m=x%3Dmail-");
    }

    @Test
    void replacesNothingTwice() {
        String text =
                "alice@corp.example 10.1.2.3 10.1.2.0/24 2001:db8::1 fe80::1:2 00:1b:21:3c:9d:f8 alice web1.corp.example"
                        + " ::ffff:1.2.3.4 2001:0db8:0000:0000:0000:0000:0000:0001 Alice Smith";
        String once = masked(text);
        assertThat(masked(once)).isEqualTo(once);
        assertThat(text.split(" ", -1))
                .noneMatch(word -> List.of(once.split(" ", -1)).contains(word));
    }

    @Test
    void isAnotherUnderAnotherKeyAndTheSameUnderTheSame() {
        String text = "alice web1 10.1.2.3 2001:db8::1 00:1b:21:3c:9d:f8 alice@corp.example";
        assertThat(redactor(1, List.of()).text(text, new Counts())).isEqualTo(masked(text));
        String[] other = redactor(2, List.of()).text(text, new Counts()).split(" ", -1);
        assertThat(other).doesNotContain(masked(text).split(" ", -1));
    }

    @Test
    void tellsTheBookAndCountsByKind() {
        Counts counts = new Counts();
        String masked = redactor.text("alice on web1 (10.1.2.3, 10.1.2.3)", counts);
        assertThat(book)
                .containsEntry(masked.split(" ", -1)[0], "alice")
                .containsEntry(masked.split(" ", -1)[2], "web1");
        assertThat(book).containsValue("10.1.2.3");
        assertThat(counts.byRule()).isEqualTo(Map.of("pseudonym-user", 1L, "pseudonym-host", 1L, "pseudonym-ip", 2L));
    }

    @Test
    void keepsTheWordsToKeep() {
        assertThat(redactor(1, List.of("alice", "10.1.2.3")).text("alice 10.1.2.3", new Counts()))
                .isEqualTo("alice 10.1.2.3");
    }

    @Test
    void staysJson() {
        String masked =
                masked("{\"a\":\"alice@corp.example\",\"b\":[\"10.1.2.3\",\"x\\talice\"],\"password\":\"hunter22x\"}");
        assertThat(masked)
                .matches(
                        "\\{\"a\":\"[^\"]+\",\"b\":\\[\"[^\"]+\",\"x\\\\t[^\"]+\"],\"password\":\"\\[REDACTED:[a-z]+]\"}");
    }

    @Test
    void readsWideText() throws IOException {
        String text = "log of alice from 10.1.2.3 on web1\r\n".repeat(40);
        assertThat(cut(text.getBytes(StandardCharsets.UTF_16LE), new Random(3), StandardCharsets.UTF_16LE))
                .isEqualTo(masked(text));
    }

    @Test
    void doesNotDependOnHowTheTextIsCut() throws IOException {
        List<String> words = List.of(
                "alice",
                "web1.corp.example",
                "alice@corp.example",
                "10.1.2.3",
                "2001:db8::1",
                "\\n",
                "00:1b:21:3c:9d:f8",
                "1.2.3.4-1",
                "10.0.0.0/8",
                ".",
                " ",
                "-",
                ":",
                "/",
                "@",
                "x",
                "%20",
                "\n",
                "Alice Smith",
                "a".repeat(300),
                "1.2.3.4.",
                "fe80::1:2",
                "::ffff:102:304",
                "version ",
                "=",
                "‘",
                "é",
                "用",
                "王 小明",
                "\u001b[1;35m",
                "\\u003c",
                "\u00a0",
                "jürgen@exämple.de",
                "%40corp.example",
                "%20".repeat(50));
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 90_000) {
                text.append(words.get(random.nextInt(words.size())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(cut(bytes, random, StandardCharsets.UTF_8)).isEqualTo(masked(text.toString()));
        }
    }

    private String cut(byte[] bytes, Random random, Charset charset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream stream = redactor.over(out, new Counts())) {
            for (int at = 0; at < bytes.length; ) {
                int part = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(10) == 0 ? 70_000 : 300));
                stream.write(bytes, at, part);
                at += part;
            }
        }
        return out.toString(charset);
    }
}
