package io.calink.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows {@code calink serve} among the commands; the program itself starts the service, before it comes here. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = {
            "The REST service, on 127.0.0.1:8080.",
            "Its settings are those of application.yml, such as --server.port=8081, --calink.root=/host or"
                    + " --calink.data-dir=/var/lib/calink."
        })
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() throws UsageException {
        throw new UsageException("\"serve\" is expected as the first word: calink serve --calink.root=/host");
    }
}
