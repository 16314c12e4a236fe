package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalNamesTests {
    private static final Pattern FIELD = Pattern.compile("\"([a-z][a-z_]+)\"\\s*:");

    private static String masked(String text, LocalNames names) {
        return masking(names).text(text);
    }

    private static Masking masking(LocalNames names) {
        Settings settings = new Settings(
                true, Map.of(), List.of(), List.of(), Settings.OnLeak.FAIL, EnumSet.allOf(Settings.Pseudonym.class));
        Pseudonyms pseudonyms = new Pseudonyms(new byte[Pseudonyms.KEY], true, Pseudonyms.Book.NONE);
        return new Masking(Rules.of(settings), pseudonyms, names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/log/app/archive/2026/server.log",
                "https://tool.example/api/v1/bundles/home/data?status=running&state=up",
                "Debian GNU/Linux 13, Ubuntu, nginx and Docker: postgres failed, mail is down, db is active",
                "Jan 12 09:14:07 kernel: web server started; proxy and cache are ok",
                "{\"host\":\"x\",\"status\":\"ok\",\"archive\":\"a\",\"items\":[{\"kind\":\"file\",\"name\":\"/etc/hosts\"}]}"
            })
    void areNoOrdinaryWords(String text) {
        Set<String> words = Pattern.compile("[A-Za-z]{2,}")
                .matcher(text)
                .results()
                .map(found -> Chars.lowerCase(found.group()))
                .collect(Collectors.toCollection(TreeSet::new));
        words.removeAll(Set.of("tool", "example", "gnu"));

        assertThat(new LocalNames(Set.of(), words, Set.of()).hosts()).isEmpty();
        assertThat(masked(text, new LocalNames(Set.of(), words, Set.of()))).isEqualTo(text);
    }

    @Test
    void areNoFieldsOfWhatIsAnswered() throws Exception {
        Set<String> fields = new TreeSet<>();
        for (Path answer : answers()) {
            FIELD.matcher(Files.readString(answer))
                    .results()
                    .forEach(found -> fields.addAll(List.of(found.group(1).split("_", -1))));
        }

        assertThat(fields).hasSizeGreaterThan(100);
        LocalNames names = new LocalNames(fields, fields, fields);
        assertThat(names.hosts()).isEmpty();
        String all = String.join(" ", fields);
        assertThat(masked(all, names)).isEqualTo(all);
        assertThat(names.users()).isEmpty();
    }

    private static List<Path> answers() throws IOException, URISyntaxException {
        URL examples = Objects.requireNonNull(LocalNamesTests.class.getResource("/io/calink/web/examples"));
        URL golden = Objects.requireNonNull(LocalNamesTests.class.getResource("/bundle/golden"));
        try (Stream<Path> answers = Files.walk(Path.of(examples.toURI()));
                Stream<Path> documents = Files.walk(Path.of(golden.toURI()))) {
            return Stream.concat(answers, documents)
                    .filter(path -> path.toString().endsWith(".json"))
                    .toList();
        }
    }

    @Test
    void hideAMachineWithAnOrdinaryNameByThatWithItsDomain() {
        LocalNames names = new LocalNames(Set.of(), Set.of("debian", "debian.corp.example"), Set.of("web1"));

        assertThat(masked("debian Debian.corp.example web1", names))
                .matches("debian host-[0-9a-f]{10}\\.d-[0-9a-f]{10}\\.invalid host-[0-9a-f]{10}");
    }

    @Test
    void hideThisMachineInTextsEvenIfItIsCalledForWhatItIs() {
        LocalNames names = new LocalNames(Set.of(), Set.of("lab"), Set.of("vm", "debian"));
        String host = "host-[0-9a-f]{10}";

        assertThat(masked("Nov 23 10:00:01 vm sshd: root@vm http://vm/ on vm. {\"name\":\"vm\"}", names))
                .matches("Nov 23 10:00:01 H sshd: root@H http://H/ on H[.] [{]\"name\":\"H\"[}]".replace("H", host));
        String others = "vm.swappiness = 60 vm_max /proc/sys/vm/overcommit_memory qemu-vm vm-tools VM lab debian";
        assertThat(masked(others, names)).isEqualTo(others);
    }

    @Test
    void hideThisMachineWhereANameStandsForItWhateverItIsCalled() {
        LocalNames names = new LocalNames(Set.of(), Set.of(), Set.of("debian", "localhost"));
        assertThat(masking(names).host("debian")).matches("host-[0-9a-f]{10}");
        assertThat(masking(names).host("localhost")).isEqualTo("localhost");
        assertThat(masking(names).host("fedora")).isEqualTo("fedora");
    }

    @Test
    void arePeopleWhoAreCalledAsMonths() {
        Set<String> people = Set.of("max", "jan", "april", "mark", "will");

        assertThat(new LocalNames(people, Set.of(), Set.of()).users()).isEqualTo(people);
        assertThat(LocalNames.isOrdinary("jan")).isFalse();
        assertThat(LocalNames.isOrdinary("Backup")).isTrue();
    }
}
