package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareTests {
    @ParameterizedTest
    @CsvSource({"Dell Inc.,Dell Inc.", "To Be Filled By O.E.M.,", "Default string,", "' ',"})
    void leavesOutWhatMakersDidNotFillIn(String told, String shown) {
        assertThat(Hardware.told(told)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"flags\t: fpu hypervisor lm|true", "flags\t\t: fpu lm|false", "Features: fp|"})
    void knowsAVirtualMachineByItsProcessor(String cpuinfo, Boolean virtual) {
        assertThat(Hardware.virtual(cpuinfo)).isEqualTo(virtual);
    }

    @Test
    void takesNoTemperatureFromASensorThatMeasuresNone() {
        assertThat(Sensors.celsius(41_500L)).isEqualTo(41.5);
        assertThat(Sensors.celsius(-273_150L)).isNull();
        assertThat(Sensors.celsius(255_000L)).isNull();
    }

    @Test
    void readsMemoryOnlyWhereItIsTold() {
        assertThat(Hardware.memory("MemTotal:       16384 kB\nMemFree: 1 kB")).isEqualTo(16384L * 1024);
        assertThat(Hardware.memory("MemTotal:")).isNull();
        assertThat(Hardware.memory("")).isNull();
    }
}
