package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Verification;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What holds of a service after every fault, whatever it was; the letters are those of the catalogue of faults. */
final class Invariants {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int TRIES = 5;

    private final ServiceProcess service;
    private final Set<String> verified = new HashSet<>();
    private final long files;
    private final long threads;

    /** Of a service that has made a bundle, so that it holds open what it always does. */
    Invariants(ServiceProcess service) throws Exception {
        this.service = service;
        assertThat(service.ask("GET", "/info").statusCode()).isEqualTo(200); // its threads stay for a while
        files = openFiles();
        threads = await().until(this::threads, count -> count != Long.MAX_VALUE);
    }

    void check() throws Exception {
        answersAtOnce();
        holdAtRest();
        nothingMoreThanBefore();
    }

    /** What is kept is as it has to be. */
    void holdAtRest() throws Exception {
        for (JsonNode bundle : service.bundles()) {
            archiveIsWhole(bundle);
            problemsStandOnce(bundle);
        }
        await().untilAsserted(() -> directoryHoldsOnly(service.bundles()));
    }

    /** (a): the best of a few, because a busy machine is no fault. */
    private void answersAtOnce() throws Exception {
        for (String path : List.of("/actuator/health", "/info/uptime")) {
            Duration best = ServiceProcess.PATIENCE;
            for (int i = 0; i < TRIES && best.compareTo(AT_ONCE) > 0; i++) {
                long begin = System.nanoTime();
                assertThat(service.ask("GET", path).statusCode()).as(path).isIn(200, 503);
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                best = took.compareTo(best) < 0 ? took : best;
            }
            assertThat(best).as(path).isLessThan(AT_ONCE);
        }
    }

    /** (b) */
    private void archiveIsWhole(JsonNode bundle) throws Exception {
        String id = bundle.get("id").stringValue();
        if (!hasArchive(bundle) || !verified.add(id)) {
            return;
        }
        HttpResponse<byte[]> archive = service.ask("GET", "/bundles/" + id + "/archive");
        if (archive.statusCode() == 410) {
            return; // it has expired meanwhile
        }
        assertThat(archive.statusCode()).isEqualTo(200);
        assertThat(sha256(archive.body()))
                .isEqualTo(bundle.get("archive").get("sha256").stringValue());
        Path copy = Files.write(Files.createTempFile("calink-fault", ".tar.gz"), archive.body());
        try {
            Programs.run("gzip", "-t", copy.toString());
            Programs.run("tar", "tzf", copy.toString());
            assertThat(Verification.of(copy).findings()).isEmpty();
        } finally {
            Files.delete(copy);
        }
    }

    private static boolean hasArchive(JsonNode bundle) {
        return bundle.get("stored").booleanValue()
                && Set.of("SUCCEEDED", "PARTIAL").contains(ServiceProcess.state(bundle));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** (c) and (d), of the directory as this process sees it too: with mounts of its own, by the service's root. */
    private void directoryHoldsOnly(List<JsonNode> bundles) throws IOException {
        Path data = Path.of("/proc/" + service.pid() + "/root" + service.data());
        Set<String> there = names(data.resolve("bundles"));
        Set<String> expected = new TreeSet<>();
        for (JsonNode bundle : bundles) {
            String id = bundle.get("id").stringValue();
            expected.add(id + ".json");
            if (hasArchive(bundle)) {
                expected.add(id + "." + bundle.get("archive").get("format").stringValue());
                there.remove(id + ".index"); // an archive may have one, and is as good without
            }
        }
        assertThat(there).containsExactlyElementsOf(expected);
        assertThat(names(data.resolve("spool"))).isEmpty();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.toList()) {
                boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)))
                        .as(path.toString())
                        .isEqualTo(directory ? "rwx------" : "rw-------");
            }
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    /** (e): connections and the container's own threads come and go with those who ask. */
    private void nothingMoreThanBefore() {
        await().untilAsserted(() -> {
            assertThat(ProcessHandle.of(service.pid()).orElseThrow().descendants())
                    .isEmpty();
            assertThat(openFiles()).isLessThanOrEqualTo(files);
            assertThat(threads()).isLessThanOrEqualTo(threads);
        });
    }

    private long openFiles() throws IOException {
        long count = 0;
        try (Stream<Path> open = Files.list(Path.of("/proc/" + service.pid() + "/fd"))) {
            for (Path descriptor : open.toList()) {
                count += Files.isSymbolicLink(descriptor)
                                && Files.readSymbolicLink(descriptor).toString().startsWith("/")
                        ? 1
                        : 0;
            }
        }
        return count;
    }

    private long threads() throws IOException {
        long count = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + service.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                count += Files.readString(task.resolve("comm")).startsWith("calink") ? 1 : 0;
            }
        } catch (NoSuchFileException e) {
            return Long.MAX_VALUE; // one has ended meanwhile: count again
        }
        return count;
    }

    /** (f) */
    private static void problemsStandOnce(JsonNode bundle) {
        List<String> seen = new ArrayList<>();
        for (JsonNode problem : bundle.get("problems")) {
            assertThat(problem.get("status").isNull()).isFalse();
            assertThat(problem.get("detail").stringValue()).isNotBlank();
            seen.add(problem.get("kind") + " " + problem.get("name"));
        }
        assertThat(seen).doesNotHaveDuplicates();
    }
}
