package io.calink.bundle;

import io.calink.files.FileReader;
import io.calink.files.FoundFile;
import io.calink.files.OpenFile;
import io.calink.info.Informations;
import io.calink.info.Reading;
import io.calink.redaction.Harvest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Collects the secrets of this machine before the first entry is written, since they may stand anywhere else too. */
final class Harvesting {
    private static final String BELOW = "/etc/";
    private static final long LARGEST = 1 << 20;
    private static final long MOST = 64L << 20;
    private static final String PROCESSES = "ps";

    private final Harvest harvest;

    /** Begins with what the process itself was given. */
    Harvesting(Redaction redaction, Map<String, String> environment) {
        harvest = redaction.isOn() ? redaction.own(environment) : new Harvest(redaction.rules());
    }

    Harvest harvest() {
        return harvest;
    }

    /** Takes note of a name that is no secret, wherever it stands. */
    void host(@Nullable String name) {
        if (name != null) {
            harvest.except(List.of(name));
        }
    }

    /** Collects from the command lines of all processes, as far as they can be seen. */
    void processes(Informations informations) {
        if (!informations.descriptions().containsKey(PROCESSES)) {
            return;
        }
        Reading reading = informations.read(PROCESSES, Limits.DEFAULT.infoTime());
        if (reading instanceof Reading.Value value && value.value() instanceof Collection<?> processes) {
            for (Object process : processes) {
                if (process instanceof Map<?, ?> fields) {
                    process(fields);
                }
            }
        }
    }

    private void process(Map<?, ?> fields) {
        if (fields.get("command") instanceof String line) {
            harvest.scan(line);
        }
        if (fields.get("user") instanceof String user) {
            harvest.except(List.of(user));
        }
    }

    /** Collects from the files below {@code /etc}, until there is no time left. */
    void files(List<FoundFile> files, FileReader reader, Sieve sieve, BooleanSupplier over) {
        long taken = 0;
        for (FoundFile file : files) {
            boolean wanted = file.type() == FoundFile.Type.FILE
                    && file.status() == FoundFile.Status.OK
                    && (file.path().startsWith(BELOW) || file.place().startsWith(BELOW))
                    && file.size() <= LARGEST
                    && sieve.neverTaken(file.path(), file.place()) == null;
            if (wanted && taken < MOST && !over.getAsBoolean()) {
                taken += file.size();
                scan(file, reader);
            }
        }
    }

    private void scan(FoundFile file, FileReader reader) {
        try (OpenFile open = reader.open(file, LARGEST)) {
            if (FilePreparation.hasContent(open)) {
                harvest.scan(open.content());
            }
        } catch (IOException e) {
            return; // what cannot be read now will hardly be packed, and that tells why
        }
    }
}
