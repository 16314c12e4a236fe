package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service is told to end, or stopped for a while, in the middle of a bundle. */
class SignalsEndToEnd {
    @TempDir
    Path temporary;

    private Path gate;
    private Path pids;

    @BeforeEach
    void name() throws IOException {
        gate = temporary.resolve("gate");
        pids = Files.createDirectory(temporary.resolve("pids"));
    }

    /** Commands that wait for the gate, each with a process in the background, and heed no TERM. */
    private ServiceProcess.Setting setting(String limits) throws IOException {
        StringBuilder commands = new StringBuilder("[info]\nsystem=host,os,uptime,disk\n[commands]\n");
        for (int i = 0; i < 3; i++) {
            commands.append("waits")
                    .append(i)
                    .append("=trap '' TERM; echo $$ > ")
                    .append(pids)
                    .append("/$$; while [ ! -e ")
                    .append(gate)
                    .append(" ]; do sleep 0.1; done\n");
        }
        return ServiceProcess.Setting.in(temporary, commands + limits).with("--calink.commands.at-once=3");
    }

    private String begin(ServiceProcess service) throws Exception {
        String path = service.post();
        await().atMost(ServiceProcess.PATIENCE).until(() -> running().size() == 3);
        return path;
    }

    private List<ProcessHandle> running() throws IOException {
        try (Stream<Path> files = Files.list(pids)) {
            return files.map(file -> Long.parseLong(file.getFileName().toString()))
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        }
    }

    @Test
    void f47ToldToEndItLetsABundleComeToItsEnd() throws Exception {
        ServiceProcess.Setting setting = setting("");
        String path;
        try (ServiceProcess service = setting.start()) {
            path = begin(service);
            String waiting = service.post();
            service.signal("TERM");
            await().until(() -> ServiceProcess.state(service.json(waiting)).equals("CANCELLED"));
            HttpResponse<byte[]> refused = service.ask("POST", "/bundles");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            Files.createFile(gate);
            assertThat(service.status()).isEqualTo(128 + 15);
            assertThat(running()).isEmpty();
        }
        try (ServiceProcess service = setting.start()) {
            assertThat(ServiceProcess.state(service.json(path))).isEqualTo("SUCCEEDED");
            new Invariants(service).check();
        }
    }

    @Test
    void f47WhatDoesNotComeToItsEndInTimeIsCancelledAndNoProcessIsLeft() throws Exception {
        ServiceProcess.Setting setting = setting("").with("--spring.lifecycle.timeout-per-shutdown-phase=1s");
        String path;
        try (ServiceProcess service = setting.start()) {
            path = begin(service);
            service.signal("TERM");
            assertThat(service.status()).isEqualTo(128 + 15);
            assertThat(running()).isEmpty();
        }
        try (ServiceProcess service = setting.start()) {
            JsonNode bundle = service.json(path);
            assertThat(ServiceProcess.state(bundle) + " " + ServiceProcess.reason(bundle))
                    .isEqualTo("CANCELLED interrupted");
            new Invariants(service).check();
        }
    }

    @Test
    void f48StoppedForLongerThanAnyCommandMayRunItReportsNoTimeout() throws Exception {
        int stopped = Points.all() ? 30 : 7;
        int limit = Points.all() ? 10 : 6;
        try (ServiceProcess service =
                setting("[limits]\ncommand_time=" + limit + "s\n").start()) {
            String path = begin(service);
            service.signal("STOP");
            try {
                Programs.run("sleep", Integer.toString(stopped)); // the length of the stop is what is tried
            } finally {
                service.signal("CONT");
            }
            Files.createFile(gate);
            JsonNode bundle = service.over(path);
            assertThat(ServiceProcess.state(bundle)).isEqualTo("SUCCEEDED");
            assertThat(bundle.get("counts").get("timeout").intValue()).isZero();
            assertThat(bundle.get("problems")).isEmpty();
            new Invariants(service).check();
        }
    }
}
