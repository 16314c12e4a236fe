package io.calink.bundle;

import io.calink.commands.CommandRunner;
import io.calink.files.FoundFile;
import io.calink.info.Informations;
import io.calink.info.Reading;
import io.calink.redaction.Counts;
import io.calink.redaction.Masking;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a plan asks for into one archive: informations and commands run while files are packed, and are packed
 * after them, because a tar header needs a size.
 */
public final class Bundler {
    private static final int MANIFEST_FORMAT = 1;
    private static final Duration DAY = Duration.ofDays(1);

    private final Informations informations;
    private final Workplace workplace;

    /** A bundler that reads these informations and works there. */
    public Bundler(Informations informations, Workplace workplace) {
        this.informations = informations;
        this.workplace = workplace;
    }

    /**
     * Gathers in the calling thread, until all is packed or the plan's limits are reached. Trouble with an item never
     * ends it, and stands in the manifest.
     *
     * @param note what the manifest says of the occasion, if anything
     * @throws StoppedException if {@code stop} asked for an end that keeps nothing
     * @throws IOException if the target cannot be written
     * @throws InterruptedException if the calling thread is interrupted by somebody else
     */
    public Outcome gather(Plan plan, Names names, @Nullable String note, Target asked, Progress progress, Stop stop)
            throws IOException, InterruptedException {
        Target target = names.isEncrypted() ? asked.alone() : asked;
        Instant started = workplace.clock().instant();
        Limits limits = plan.limits();
        Deadline deadline = new Deadline(limits.bundleTime(), System::nanoTime);
        Harvesting harvesting = new Harvesting(plan.redaction(), workplace.environment());
        Sieve sieve = new Sieve(plan.redaction(), harvesting.harvest(), masking(plan), workplace.spool());
        Progress told = new CleanProgress(progress, sieve);
        try (Ledger ledger = new Ledger(workplace.spool());
                Removals removals = new Removals(workplace.spool());
                Predecessor before = Predecessor.of(target, limits, workplace.compression(), started);
                Packer packer = new Packer(
                        limits,
                        names,
                        workplace.compression(),
                        target,
                        before.reuse(),
                        deadline,
                        stop,
                        ledger,
                        sieve,
                        told,
                        started);
                CommandGathering commands = commands(plan, deadline, told, started);
                FilePacking files = new FilePacking(plan, workplace, target, packer, sieve, removals, told);
                InformationGathering readings = new InformationGathering(plan, informations, told)) {
            stop.interrupts(Thread.currentThread(), commands::end);
            stop.check();
            readings.begin(packer);
            commands.begin(packer, names);
            List<FoundFile> found = files.find(started);
            if (sieve.isOn()) {
                harvesting.host(host());
                harvesting.processes(informations);
                files.harvest(found, harvesting);
                sieve.learn(harvesting.harvest());
            }
            files.pack(found, names);
            commands.pack(packer, names, sieve, removals, target.commands());
            readings.pack(packer, names, sieve, removals, workplace.clock(), target.json());
            Outcome outcome = end(plan, note, packer, ledger, sieve, removals, started);
            stop.check();
            return outcome;
        } catch (InterruptedException | InterruptedIOException | ClosedByInterruptException e) {
            stop.check();
            throw e;
        } finally {
            stop.interruptsNoMore();
        }
    }

    private Outcome end(
            Plan plan,
            @Nullable String note,
            Packer packer,
            Ledger ledger,
            Sieve sieve,
            Removals removals,
            Instant started)
            throws IOException {
        Packer.Cut cut = packer.outcome();
        Instant finished = workplace.clock().instant();
        String host = sieve.host(host());
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("format", MANIFEST_FORMAT);
        head.put("calink", Version.current());
        head.put("host", host);
        head.put("note", sieve.textOrNull(note));
        head.put("started_at", started);
        head.put("finished_at", finished);
        head.put("config_sha256", plan.configSha256());
        head.put("redaction", removals.pack(packer, sieve));
        packer.inheritance().tell(ledger);
        try (Spool manifest = sieve.watched(ledger.manifest(head), new Counts())) {
            packer.add(Manifest.NAME, manifest.size(), manifest.read());
        }
        packer.finish();
        if (sieve.masking() != null) {
            sieve.masking().pseudonyms().settle();
        }
        return new Outcome(
                cut == null ? null : cut.reason(),
                cut == null ? null : cut.limit(),
                host,
                started,
                finished,
                packer.size(),
                packer.sha256(),
                ledger.counts(),
                ledger.firstProblems());
    }

    /**
     * What a gathering of this plan would take in, without gathering it.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Preview preview(Plan plan) throws InterruptedException {
        Instant now = workplace.clock().instant();
        return Preview.of(
                plan, FilePacking.finder(plan, workplace, List.of(), now).find(plan.files()));
    }

    /** The host's name, as far as it can be told, and as the plan wants it to be called. */
    public String workstation(Plan plan) {
        String host = host();
        Masking masking = masking(plan);
        return host == null ? "unknown" : masking == null ? host : masking.host(host);
    }

    /** The same plan, in the names of what it writes the pseudonyms of those that it gives pseudonyms to. */
    public Plan named(Plan plan) {
        Masking masking = masking(plan);
        return masking == null ? plan : plan.output(plan.output().masked(masking::text));
    }

    private @Nullable Masking masking(Plan plan) {
        return plan.redaction().rules().settings().pseudonyms().isEmpty()
                ? null
                : workplace.masking(plan.redaction(), host());
    }

    private @Nullable String host() {
        return informations.read("host", Limits.DEFAULT.infoTime()) instanceof Reading.Value value
                ? value.value().toString()
                : null;
    }

    private CommandGathering commands(Plan plan, Deadline deadline, Progress progress, Instant now) {
        Duration since = plan.limits().since() == null ? DAY : plan.limits().since();
        Map<String, String> environment =
                CommandRunner.environment(workplace.environment(), workplace.root(), now.minus(since));
        CommandRunner runner = new CommandRunner(workplace.directory(), environment, workplace.spool());
        return new CommandGathering(plan.commands(), runner, workplace.commandsAtOnce(), deadline, progress);
    }
}
