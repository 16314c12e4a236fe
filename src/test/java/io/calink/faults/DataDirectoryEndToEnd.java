package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.calink.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What can be wrong with the data directory as a whole, before the service starts and while it runs. */
class DataDirectoryEndToEnd {
    @TempDir
    Path temporary;

    private Path collected;
    private Path gate;
    private ServiceProcess.Setting setting;

    @BeforeEach
    void write() throws IOException {
        collected = Files.createDirectory(temporary.resolve("collected"));
        Files.writeString(collected.resolve("a.log"), "a\n");
        gate = temporary.resolve("gate");
        setting = ServiceProcess.Setting.in(
                temporary,
                "[files]\n_dirs=" + collected + "," + temporary.resolve("data")
                        + "\n[commands]\nwaits=touch " + gate + ".reached; while [ ! -e " + gate
                        + " ]; do sleep 0.1; done\n");
    }

    private String refusal() throws IOException, InterruptedException {
        try (ServiceProcess service = setting.begin()) {
            assertThat(service.status()).isEqualTo(2);
            assertThat(service.err().lines()).hasSize(1);
            assertThat(service.err()).startsWith("calink: The data directory ").doesNotContain("Exception");
            return service.err();
        }
    }

    private static void restrict(Path directory, String mode) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    }

    @Test
    void f01ADirectoryThatIsALinkOrOpenToOthersIsRefused() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(setting.data(), elsewhere);
        assertThat(refusal()).contains(" is a link");
        assertThat(elsewhere).isEmptyDirectory();
        Files.delete(setting.data());
        Files.createDirectory(setting.data());
        restrict(setting.data(), "rwxr-xr-x");
        assertThat(refusal()).contains(" is open to others (mode 755, expected 700)");
        assertThat(setting.data()).isEmptyDirectory();
    }

    @Test
    void f01ADirectoryOfAnotherIsRefused() throws Exception {
        Files.createDirectory(setting.data());
        restrict(setting.data(), "rwx------");
        assumeTrue(Files.getAttribute(setting.data(), "unix:uid").equals(0), "only root can give a directory away");
        Files.setAttribute(setting.data(), "unix:uid", 65534);
        assertThat(refusal()).contains(" belongs to ");
        assertThat(setting.data()).isEmptyDirectory();
    }

    @Test
    void f02AnArchivesNameThatIsALinkIsLeftAloneAndAnotherIsTaken() throws Exception {
        Path target = Files.writeString(temporary.resolve("target"), "untouched");
        Path output = Files.createDirectory(temporary.resolve("output"));
        Files.createSymbolicLink(output.resolve("support.tar.gz"), target);
        Files.createSymbolicLink(output.resolve("support-2.tar.gz"), temporary.resolve("nowhere"));
        Path configuration = Files.writeString(
                temporary.resolve("calink-config.ini"), "[info]\nsystem=host\n[output]\narchive=support\n");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        line.addAll(List.of("--config", configuration.toString(), "--output", output.toString(), "--quiet"));
        assertThat(Programs.run(line.toArray(new String[0]))).contains("support-3.tar.gz");
        assertThat(target).hasContent("untouched");
        assertThat(temporary.resolve("nowhere")).doesNotExist();
        Programs.run("gzip", "-t", output.resolve("support-3.tar.gz").toString());
    }

    @Test
    void f03WhateverTheUmaskEverythingIsForTheServiceAlone() throws Exception {
        Files.createFile(gate);
        try (ServiceProcess service = setting.afterShell("umask 000").start()) {
            assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
            new Invariants(service).check();
        }
    }

    @Test
    void f04ADirectoryThatIsRemovedFailsTheJobAndIsMadeAgainForTheNext() throws Exception {
        try (ServiceProcess service = setting.start()) {
            String path = service.post();
            await().atMost(ServiceProcess.PATIENCE).until(() -> Files.exists(Path.of(gate + ".reached")));
            Programs.run("rm", "-rf", setting.data().toString());
            assertThat(service.ask("GET", "/info/uptime").statusCode()).isEqualTo(200);
            Files.createFile(gate);
            JsonNode failed = service.over(path);
            assertThat(ServiceProcess.state(failed) + " " + ServiceProcess.reason(failed))
                    .isEqualTo("FAILED io-error");
            assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
            new Invariants(service).check();
        }
    }

    @Test
    void f05AReadOnlyDirectoryRefusesWhatIsStoredAndTheRestGoesOn() throws Exception {
        Files.createFile(gate);
        String bundles = setting.data().resolve("bundles").toString();
        try (ServiceProcess service = setting.mounted("true").start()) {
            assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
            Invariants invariants = new Invariants(service);
            service.inside("mount", "--bind", bundles, bundles);
            service.inside("mount", "-o", "remount,bind,ro", bundles);
            assertThat(service.ask("POST", "/bundles").statusCode()).isEqualTo(503);
            assertThat(service.ask("GET", "/info").statusCode()).isEqualTo(200);
            assertThat(service.ask("POST", "/bundles?stream=true").statusCode()).isEqualTo(200);
            service.inside("umount", bundles);
            assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
            invariants.check();
        }
    }

    @Test
    void f08ASecondServiceIsToldWhoHoldsTheLock() throws Exception {
        Files.createFile(gate);
        try (ServiceProcess service = setting.start()) {
            assertThat(refusal())
                    .contains("is in use by process " + service.pid() + ", which holds the lock " + setting.data()
                            + "/lock");
            assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
            new Invariants(service).check();
        }
    }

    @Test
    void f26BundlesThatReachTheDirectoryByAnyPathDoNotGrow() throws Exception {
        Files.createFile(gate);
        Path alias = Files.createDirectory(collected.resolve("alias"));
        Files.createSymbolicLink(collected.resolve("link"), setting.data());
        try (ServiceProcess service =
                setting.mounted("mount --bind " + setting.data() + " " + alias).start()) {
            List<String> sizes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                JsonNode bundle = service.make();
                JsonNode progress = bundle.get("progress");
                sizes.add(progress.get("bytes_read") + " bytes of " + progress.get("items_total") + " items, "
                        + bundle.get("counts"));
            }
            assertThat(sizes).containsOnly(sizes.get(0));
            new Invariants(service).check();
            try (Stream<Path> bundles = Files.list(setting.data().resolve("bundles"))) {
                assertThat(bundles.filter(file -> file.toString().endsWith(".tar.gz"))
                                .mapToLong(file -> file.toFile().length()))
                        .hasSize(3)
                        .allMatch(size -> size < 10_000);
            }
        }
    }
}
