package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskingTests {
    private final Masking masking = new Masking(
            Rules.of(new Settings(
                    true,
                    Map.of(),
                    List.of(),
                    List.of(),
                    Settings.OnLeak.REDACT,
                    EnumSet.allOf(Settings.Pseudonym.class))),
            Pseudonyms.passing(),
            new LocalNames(Set.of("alice"), Set.of(), Set.of("debian")));

    @Test
    void anOwnerOfADirectoryServiceGoesByTheSamePseudonymWithADomainAndWithout() {
        String alice = masking.owner("alice", 500);
        assertThat(alice).matches("user-[0-9a-f]{10}");
        assertThat(masking.owner("alice@corp.example", 70_001)).isEqualTo(alice);
        assertThat(masking.owner("CORP\\alice", 70_001)).isEqualTo(alice);
        assertThat(masking.text("alice")).isEqualTo(alice);
        assertThat(masking.owner("CORP\\bob", 70_002)).matches("user-[0-9a-f]{10}");
    }

    @Test
    void theOwnersOfEveryMachineKeepTheirNames() {
        assertThat(masking.owner("root", 0)).isEqualTo("root");
        assertThat(masking.owner("postgres", 110)).isEqualTo("postgres");
        assertThat(masking.owner("nobody", 65_534)).isEqualTo("nobody");
        assertThat(masking.owner("", 1000)).isEmpty();
    }
}
