package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTests {
    private static final JobLimits NO_FLOOR = new JobLimits(1, 8, Duration.ofDays(7), 10, 0, 0L);
    private static final JobLimits FLOOR = new JobLimits(1, 8, Duration.ofDays(7), 10, 0, 1L << 20);

    @TempDir
    Path temporary;

    /** Makes a bundle of 8 MB on whatever disk the data directory is, then a small one. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        boolean floor = arguments[1].equals("floor");
        try (Workshop workshop = new Workshop(home);
                DataDirectory data = workshop.open()) {
            int files = arguments[1].equals("inodes") ? exhaust(data.path()) : 0;
            try (Jobs jobs = workshop.jobs(data, floor ? FLOOR : NO_FLOOR)) {
                if (arguments[1].equals("read-only")) {
                    run(
                            "mount",
                            "--bind",
                            data.bundles().toString(),
                            data.bundles().toString());
                    run("mount", "-o", "remount,bind,ro", data.bundles().toString());
                    System.out.println("refused " + refused(jobs));
                    System.out.println("streamed " + stream(jobs));
                    run("umount", data.bundles().toString());
                }
                System.out.println("large " + make(jobs, Workshop.command("noise")));
                for (int i = 0; i < files; i++) {
                    Files.delete(data.path().resolve("filler" + i));
                }
                System.out.println("small " + make(jobs, Workshop.QUICK));
            }
            try (Stream<Path> left = Files.list(data.bundles())) {
                System.out.println("left "
                        + left.filter(file -> !file.toString().endsWith(".json"))
                                .count());
            }
        }
    }

    /** Takes all inodes but those that the record and its next version need. */
    private static int exhaust(Path directory) throws IOException {
        int made = 0;
        try {
            while (true) {
                Files.createFile(directory.resolve("filler" + made));
                made++;
            }
        } catch (IOException e) {
            Files.delete(directory.resolve("filler" + --made));
            Files.delete(directory.resolve("filler" + --made));
            return made;
        }
    }

    private static String make(Jobs jobs, Request request) throws Exception {
        Job over = Workshop.over(jobs, jobs.submit(request));
        return over.state() + " " + over.reason();
    }

    private static void run(String... line) throws Exception {
        new ProcessBuilder(line).inheritIO().start().waitFor();
    }

    private static boolean refused(Jobs jobs) throws Exception {
        try {
            jobs.submit(Workshop.QUICK);
            return false;
        } catch (UnavailableException e) {
            return jobs.list().isEmpty();
        }
    }

    private static Job.State stream(Jobs jobs) throws Exception {
        return jobs.stream(Workshop.QUICK, false, Duration.ZERO, (job, names) -> OutputStream.nullOutputStream())
                .state();
    }

    /** F05. */
    @Test
    void aDiskThatIsReadOnlyRefusesWhatIsStoredAndStreamsTheRest() throws Exception {
        assertThat(on("size=64m,mode=0700", "read-only"))
                .contains("refused true", "streamed SUCCEEDED", "large SUCCEEDED null", "small SUCCEEDED null");
    }

    /** F20. */
    @Test
    void aDiskThatFillsUpFailsTheBundleAndTheNextSucceeds() throws Exception {
        assertThat(on("size=4m,mode=0700", "bytes"))
                .contains("large FAILED INSUFFICIENT_STORAGE", "small SUCCEEDED null", "left 2");
    }

    /** F21. */
    @Test
    void aDiskWithoutInodesFailsTheBundleAndTheNextSucceeds() throws Exception {
        assertThat(on("size=16m,nr_inodes=64,mode=0700", "inodes"))
                .contains("large FAILED INSUFFICIENT_STORAGE", "small SUCCEEDED null", "left 2");
    }

    /** F25. */
    @Test
    void aBundleIsEndedBeforeItTakesTheSpaceThatMustStayFree() throws Exception {
        assertThat(on("size=6m,mode=0700", "floor"))
                .contains("large FAILED INSUFFICIENT_STORAGE", "small SUCCEEDED null", "left 2");
    }

    private List<String> on(String options, String kind) throws Exception {
        Path directory = temporary.resolve("data");
        Child child = Child.mounted(FullDiskTests.class, directory, options, temporary.toString(), kind);
        assumeTrue(child.isMounted(), "mounting takes root");
        return child.output().lines().toList();
    }
}
