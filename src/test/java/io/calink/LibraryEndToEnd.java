package io.calink;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that depends on the artifact, with the example of the README among its sources. */
class LibraryEndToEnd {
    private static final Path USER = Path.of("src", "it", "library");
    private static final Pattern CLASS = Pattern.compile(
            "^```java\\n((?:(?!^```).)*?class (\\w+) (?:(?!^```).)*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final long PATIENCE_MINUTES = 5;

    @TempDir
    Path temporary;

    @Test
    void aProjectResolvesItAndGathersWithoutSpring() throws Exception {
        Path project = temporary.resolve("project");
        copy(USER, project);
        Matcher readme = CLASS.matcher(Files.readString(Path.of("README.md")));
        assertThat(readme.find()).as("an example in Java in the README").isTrue();
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(sources.resolve(readme.group(2) + ".java"), readme.group(1));
        Path settings = temporary.resolve("settings.xml");
        Files.writeString(settings, settings(install(temporary.resolve("installed"))));
        Path cache = Path.of("target", "library-repository").toAbsolutePath();
        forget(cache.resolve("io/calink"));
        Path log = temporary.resolve("log");
        Process maven = new ProcessBuilder(
                        "mvn",
                        "-q",
                        "-B",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + cache,
                        "-Dcalink.version=" + Version.current(),
                        "-Djunit.version=" + Test.class.getPackage().getImplementationVersion(),
                        "test")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            maven.destroyForcibly();
        }
        assertThat(project.resolve("target/surefire-reports/example.GatheringTests.txt"))
                .content()
                .contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
    }

    /** What {@code mvn install} would install: the plain jar, and the POM. */
    private static Path install(Path repository) throws IOException {
        String version = Version.current();
        Path place =
                Files.createDirectories(repository.resolve("io/calink/calink").resolve(version));
        Files.copy(Path.of("target", "calink.jar.original"), place.resolve("calink-" + version + ".jar"));
        Files.copy(Path.of("pom.xml"), place.resolve("calink-" + version + ".pom"));
        return repository;
    }

    /** What CaLink's own build has downloaded is not downloaded again; the library goes nowhere but here. */
    private static String settings(Path installed) {
        String own = System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        String repositories = repository("installed", installed) + repository("downloaded", Path.of(own));
        return "<settings><profiles><profile><id>here</id><repositories>" + repositories
                + "</repositories><pluginRepositories>" + repositories.replace("repository>", "pluginRepository>")
                + "</pluginRepositories></profile></profiles><activeProfiles><activeProfile>here</activeProfile>"
                + "</activeProfiles></settings>";
    }

    private static String repository(String id, Path directory) {
        return "<repository><id>" + id + "</id><url>" + directory.toUri()
                + "</url><snapshots><enabled>true</enabled></snapshots></repository>";
    }

    private static void forget(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
