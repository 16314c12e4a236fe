package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.Format;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NamesTests {
    private static final Instant NOW = Instant.ofEpochSecond(1_414_531_750, 999_000_000);

    @Test
    void areTheSeedsWhereNothingIsSaid() {
        Names names = Names.of(Output.DEFAULT, "workstation-zdibe", NOW, 1);

        assertThat(names.archiveFile()).isEqualTo("CaLink-workstation-zdibe-1414531750.tar.gz");
        assertThat(names.jsonFile()).isEqualTo("CaLink-workstation-zdibe-1414531750.json");
        assertThat(names.commandsFile()).isEqualTo("CaLink-workstation-zdibe-1414531750-commands.log");
    }

    @Test
    void areTheConfigurationsWhereItSaysSo() {
        Output output = new Output("$TIMESTAMP-$WORKSTATION", "CaLink-JSON", "CaLink-commands-log", Format.TAR_GZ);

        Names names = Names.of(output, "web1", NOW, 1);

        assertThat(names.archive()).isEqualTo("1414531750-web1");
        assertThat(names.jsonFile()).isEqualTo("CaLink-JSON.json");
        assertThat(names.commandsFile()).isEqualTo("CaLink-commands-log-commands.log");
    }

    @Test
    void numberTheArchiveAndWhatHasNoNameOfItsOwn() {
        Output output = new Output(null, null, "log", Format.TAR_GZ);

        Names names = Names.of(output, "web1", NOW, 3);

        assertThat(names.archive()).isEqualTo("CaLink-web1-1414531750-3");
        assertThat(names.json()).isEqualTo("CaLink-web1-1414531750-3");
        assertThat(names.commands()).isEqualTo("log");
    }

    @Test
    void holdNothingThatAFileNameShouldNotHold() {
        assertThat(Names.of(Output.DEFAULT, "../évil host\n", NOW, 1).archive())
                .isEqualTo("CaLink-..__vil_host_-1414531750");
        assertThat(Names.of(Output.DEFAULT, "", NOW, 1).archive()).isEqualTo("CaLink-unknown-1414531750");
        assertThat(Names.of(Output.DEFAULT, "x".repeat(300), NOW, 1).archive()).hasSizeLessThan(120);
    }

    @Test
    void keepPlaceholdersWhereWordsAreReplaced() {
        Output output = new Output("timestamp-$TIMESTAMP", null, "$WORKSTATION$TIMESTAMPworkstation", Format.TAR_GZ)
                .masked(text -> text.replaceAll("(?i)timestamp|workstation", "x"));
        assertThat(output.archive()).isEqualTo("x-$TIMESTAMP");
        assertThat(output.json()).isNull();
        assertThat(output.commands()).isEqualTo("$WORKSTATION$TIMESTAMPx");
    }
}
