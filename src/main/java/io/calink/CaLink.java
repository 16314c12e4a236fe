package io.calink;

import io.calink.bundle.Bundler;
import io.calink.bundle.Limits;
import io.calink.bundle.Names;
import io.calink.bundle.Outcome;
import io.calink.bundle.Plan;
import io.calink.bundle.Preview;
import io.calink.bundle.Progress;
import io.calink.bundle.Stop;
import io.calink.bundle.Target;
import io.calink.bundle.Workplace;
import io.calink.info.AbsentException;
import io.calink.info.Information;
import io.calink.info.Informations;
import io.calink.info.Machine;
import io.calink.info.Reading;
import io.calink.info.sampling.Sampler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what can be known about a machine, and gathers it into one archive.
 *
 * <pre>{@code
 * try (CaLink calink = CaLink.onThisMachine()) {
 *     System.out.println(calink.info("host"));
 *     Plan plan = Configuration.read(Path.of("calink-config.ini"), calink.descriptions().keySet()).plan();
 *     Snapshot snapshot = calink.gather(plan, Path.of("."));
 * }
 * }</pre>
 */
public final class CaLink implements AutoCloseable {
    private final Informations informations;
    private final Sampler sampler;
    private final Workplace workplace;
    private final Bundler bundler;

    private CaLink(Informations informations, Sampler sampler, Workplace workplace) {
        this.informations = informations;
        this.sampler = sampler;
        this.workplace = workplace;
        this.bundler = new Bundler(informations, workplace);
    }

    /** CaLink for the machine on which it runs. */
    public static CaLink onThisMachine() {
        return at(Workplace.here());
    }

    /** CaLink for a machine whose files stand below another root, or with another surrounding than the process's. */
    public static CaLink at(Workplace workplace) {
        Machine machine = Machine.at(workplace.root());
        Sampler sampler = Sampler.brief(machine);
        return new CaLink(Informations.standard(machine, sampler), sampler, workplace);
    }

    /**
     * The same CaLink that knows one more information.
     *
     * @param description what it tells, in one sentence
     * @throws IllegalArgumentException if the name is taken or not a name, or the description is blank
     */
    public CaLink with(String name, String description, Information information) {
        return new CaLink(informations.with(name, description, information), sampler, workplace);
    }

    /** The informations there are: their descriptions by name. */
    public Map<String, String> descriptions() {
        return informations.descriptions();
    }

    /**
     * Reads one information.
     *
     * @throws IllegalArgumentException if there is no information of that name
     */
    public Reading read(String name) {
        return informations.read(name, Limits.DEFAULT.infoTime());
    }

    /**
     * The value of one information, as plain JSON: maps, lists, strings, numbers and booleans.
     *
     * @throws IllegalArgumentException if there is no information of that name
     * @throws AbsentException if this machine does not have it
     * @throws IOException if it could not be read
     */
    public Object info(String name) throws AbsentException, IOException {
        Reading reading = read(name);
        if (reading instanceof Reading.Value value) {
            return value.value();
        }
        if (reading instanceof Reading.Absent absent) {
            throw new AbsentException(absent.reason());
        }
        throw new IOException(name + " could not be read: " + ((Reading.Failure) reading).reason());
    }

    /** The values of all informations by name; {@code null} for what is absent or could not be read. */
    public Map<String, @Nullable Object> info() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : descriptions().keySet()) {
            values.put(name, read(name) instanceof Reading.Value value ? value.value() : null);
        }
        return values;
    }

    /**
     * What a gathering of this plan would take in, without gathering it.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Preview preview(Plan plan) throws InterruptedException {
        return bundler.preview(plan);
    }

    /** Gathers into a directory, with no note and nobody watching. */
    public Snapshot gather(Plan plan, Path directory) throws IOException, InterruptedException {
        return gather(plan, null, directory, Progress.NONE, new Stop());
    }

    /**
     * Gathers into a directory: the archive and, beside it, its JSON document and its commands log.
     *
     * @param note what the manifest says of the occasion, if anything
     * @throws io.calink.bundle.StoppedException if {@code stop} asked for an end that keeps nothing
     * @throws IOException if the directory cannot be written; nothing is left behind then
     * @throws InterruptedException if the calling thread is interrupted; nothing is left behind then
     */
    public Snapshot gather(Plan plan, @Nullable String note, Path directory, Progress progress, Stop stop)
            throws IOException, InterruptedException {
        return gather(plan, note, directory, null, progress, stop);
    }

    /**
     * The same, and what has not changed since an earlier archive was made is taken out of that. An index is written
     * beside the new archive, so that the next one can be made from it.
     *
     * @param earlier an archive with its index beside it; whatever is not there or not fit costs time, and nothing else
     */
    public Snapshot gather(
            Plan plan, @Nullable String note, Path directory, @Nullable Path earlier, Progress progress, Stop stop)
            throws IOException, InterruptedException {
        try (Outputs outputs = Outputs.create(
                bundler.named(plan),
                bundler.workstation(plan),
                workplace.clock().instant(),
                directory,
                earlier)) {
            Outcome outcome = bundler.gather(plan, outputs.names(), note, outputs.target(), progress, stop);
            return outputs.keep(outcome);
        }
    }

    /**
     * Gathers into a stream, which is not closed.
     *
     * @throws IOException if the stream cannot be written; what it got by then is no valid archive
     */
    public Outcome stream(Plan plan, @Nullable String note, OutputStream out, Progress progress, Stop stop)
            throws IOException, InterruptedException {
        Names names = Names.of(
                bundler.named(plan).output(),
                bundler.workstation(plan),
                workplace.clock().instant(),
                1);
        return bundler.gather(plan, names, note, new Target(out, null, null, null, true, List.of()), progress, stop);
    }

    /** Ends what runs in the background. */
    @Override
    public void close() {
        sampler.close();
        informations.close();
    }
}
