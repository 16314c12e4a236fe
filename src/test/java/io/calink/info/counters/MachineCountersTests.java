package io.calink.info.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Machine;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineCountersTests {
    /** Each sample as Prometheus writes it, without the help. */
    private static Map<String, Double> told(Iterable<Family> families) {
        Map<String, Double> told = new TreeMap<>();
        for (Family family : families) {
            assertThat(family.samples()).as(family.name()).isNotEmpty();
            assertThat(family.help()).as(family.name()).endsWith(".");
            family.samples().forEach(sample -> told.put(family.name() + sample.labels(), sample.value()));
        }
        return told;
    }

    private static Map<String, Double> of(Consumer<Families> parser) {
        Families families = new Families();
        parser.accept(families);
        return told(families.all());
    }

    @Test
    void readsTimesOfProcessorsAndCountsOfTheKernel() {
        String stat = """
                cpu  20 4 6 8 10 12 14 16 18 20
                cpu0 10 2 3 4 5 6 7 8 9 10
                cpu1 10 2
                cpux 1 1
                intr 77 1 2 3
                ctxt 1234
                btime 1700000000
                processes 99
                procs_running 3
                procs_blocked
                softirq 9 9
                """;
        assertThat(of(to -> ProcessorCounters.stat(stat, 100, to)))
                .containsEntry("node_cpu_seconds_total{cpu=0, mode=user}", 0.1)
                .containsEntry("node_cpu_seconds_total{cpu=0, mode=steal}", 0.08)
                .containsEntry("node_cpu_guest_seconds_total{cpu=0, mode=nice}", 0.1)
                .containsEntry("node_cpu_seconds_total{cpu=1, mode=nice}", 0.02)
                .containsEntry("node_intr_total{}", 77.0)
                .containsEntry("node_context_switches_total{}", 1234.0)
                .containsEntry("node_boot_time_seconds{}", 1.7e9)
                .containsEntry("node_forks_total{}", 99.0)
                .containsEntry("node_procs_running{}", 3.0)
                .hasSize(17);
    }

    @Test
    void readsMemoryUnderTheNamesOfNodeExporter() {
        String meminfo = "MemTotal:  16 kB\nActive(anon): 2 kB\nHugePages_Total: 3\nBroken: much kB\nCut:";
        assertThat(of(to -> MemoryCounters.meminfo(meminfo, to)))
                .containsOnly(
                        Map.entry("node_memory_MemTotal_bytes{}", 16384.0),
                        Map.entry("node_memory_Active_anon_bytes{}", 2048.0),
                        Map.entry("node_memory_HugePages_Total{}", 3.0));
        assertThat(of(to -> MemoryCounters.vmstat("nr_free_pages 5\npgfault 7\noom_kill 1\npswpin\npswpout x\n", to)))
                .containsOnly(Map.entry("node_vmstat_pgfault{}", 7.0), Map.entry("node_vmstat_oom_kill{}", 1.0));
        assertThat(of(to -> MemoryCounters.files("1984\t0\t9223372036854775807\n", to)))
                .containsEntry("node_filefd_allocated{}", 1984.0)
                .containsEntry("node_filefd_maximum{}", (double) Long.MAX_VALUE);
    }

    @Test
    void readsDisksWithoutTheirPartitions() {
        String diskstats = """
                 254 0 vda 1 2 3 4000 5 6 7 8000 9 10000 11000 12 13 14 15000 16 17000
                 254 1 vda1 1 2 3 4000 5 6 7 8000 9 10000 11000
                 259 1 nvme0n1p1 1 2 3 4000 5 6 7 8000 9 10000 11000
                 253 0 dm-0 1 2 3 4000 5 6 7 8000 9 10000 11000
                   8 0 sda 1 2 3
                """;
        Map<String, Double> told = of(to -> DiskCounters.read(diskstats, to));
        assertThat(told)
                .containsEntry("node_disk_read_bytes_total{device=vda}", 3.0 * 512)
                .containsEntry("node_disk_io_time_seconds_total{device=vda}", 10.0)
                .containsEntry("node_disk_io_now{device=dm-0}", 9.0)
                .containsEntry("node_disk_flush_requests_time_seconds_total{device=vda}", 17.0);
        assertThat(told.keySet()).noneMatch(key -> key.matches(".*=(vda1|nvme0n1p1|sda)}"));
    }

    @Test
    void readsInterfacesSocketsAndProtocols() {
        String dev = """
                Inter-|   Receive |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes packets
                  eth0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                  ../x: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                  cut: 1 2 3
                """;
        Families families = new Families();
        assertThat(NetworkCounters.dev(dev, families)).containsExactly("eth0");
        assertThat(told(families.all()))
                .containsEntry("node_network_receive_multicast_total{device=eth0}", 8.0)
                .containsEntry("node_network_transmit_carrier_total{device=eth0}", 15.0)
                .hasSize(16);
        assertThat(of(to -> NetworkCounters.sockstat("sockets: used 200\nTCP: inuse 5 orphan 0 tw\n: a 1\n", to)))
                .containsOnly(
                        Map.entry("node_sockstat_sockets_used{}", 200.0),
                        Map.entry("node_sockstat_TCP_inuse{}", 5.0),
                        Map.entry("node_sockstat_TCP_orphan{}", 0.0));
        String snmp = "Tcp: MaxConn CurrEstab OutSegs\nTcp: -1 3 4\nUdp: InErrors NoPorts\nUdp: 1\nIp: Forwarding\n";
        assertThat(of(to -> NetworkCounters.netstat(snmp, to)))
                .containsOnly(
                        Map.entry("node_netstat_Tcp_CurrEstab{}", 3.0),
                        Map.entry("node_netstat_Tcp_OutSegs{}", 4.0),
                        Map.entry("node_netstat_Udp_InErrors{}", 1.0));
    }

    @Test
    void readsLoadAndPressure() {
        assertThat(of(to -> ProcessorCounters.load("0.50 1.25\n", to)))
                .containsOnly(Map.entry("node_load1{}", 0.5), Map.entry("node_load5{}", 1.25));
        String text =
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=2500000\nfull avg10=0.00 total=500000\nfull total=x";
        assertThat(of(to -> ProcessorCounters.pressure("io", text, to)))
                .containsOnly(
                        Map.entry("node_pressure_io_waiting_seconds_total{}", 2.5),
                        Map.entry("node_pressure_io_stalled_seconds_total{}", 0.5));
        assertThat(of(to -> ProcessorCounters.pressure("cpu", text, to))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wheezy", "rhel", "container", "hostile"})
    void readsEveryHostThereIs(String host) throws URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(MachineCountersTests.class.getResource("/hosts/" + host))
                .toURI());
        Map<String, Double> told = told(new MachineCounters(Machine.at(root)).read());
        assertThat(told.keySet()).isNotEmpty().allMatch(key -> key.matches("node_[A-Za-z0-9_]+\\{.*}"));
    }
}
