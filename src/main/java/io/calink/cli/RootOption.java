package io.calink.cli;

import io.calink.bundle.Workplace;
import io.calink.jobs.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Below which directory the machine stands. */
final class RootOption {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Stands before every path that is read, such as /host in a container. Default: /")
    private Path root = Path.of("/");

    /**
     * This machine, as it is found below the root.
     *
     * @throws UsageException if the root is no directory
     */
    Workplace workplace() throws UsageException {
        if (!Files.isDirectory(root)) {
            throw new UsageException("--root: there is no directory " + Printable.of(root.toString()));
        }
        Path absolute = root.toAbsolutePath().normalize();
        // The archives of a service, which are private, and would make each bundle hold those before it.
        Path hosts = absolute.resolve("var/lib/calink");
        return Workplace.here()
                .root(absolute)
                .neverCollecting(hosts, DataDirectory.usual().orElse(hosts));
    }
}
