package io.calink.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a bundle, event by event, as far back as it is kept: enough for somebody who was away for a while.
 * How far the bundle is becomes an event only when somebody looks, so that one whom nobody follows costs nothing.
 */
public final class Journal {
    /** How many events are kept of a bundle. */
    static final int MOST = 128;

    /** The number of the last event of every bundle, so that it is known even when nothing else is any more. */
    private static final int END = 999_999;

    private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

    private final long before;
    private final Supplier<Job> now;
    private final Deque<Event> events = new ArrayDeque<>();
    private int last;

    /** {@code now} gives the bundle as it stands. */
    Journal(String id, Supplier<Job> now) {
        CRC32 sum = new CRC32();
        sum.update(id.getBytes(StandardCharsets.US_ASCII));
        this.before = sum.getValue() * (END + 1);
        this.now = now;
    }

    /**
     * Something that became of a bundle.
     *
     * @param id a whole number, which grows from event to event of a bundle, and tells it from those of other bundles
     * @param number how many there were of this bundle so far, with this one
     * @param bundle as it stood then
     * @param last whether it is over, and nothing follows
     */
    public record Event(String id, int number, Job bundle, boolean last) {}

    /** Notes how the bundle stands, if that is new. */
    public synchronized void look() {
        Job job = now.get();
        Event latest = events.peekLast();
        if (!job.state().isOver() && (latest == null || !latest.bundle().equals(job)) && last < END - 1) {
            events.add(event(++last, job));
            if (events.size() > MOST) {
                events.remove();
            }
        }
    }

    /** Makes a change of the bundle and notes it, so that no look comes between. */
    synchronized void note(Runnable change) {
        change.run();
        look();
    }

    /** Forgets all but how the bundle ended. */
    synchronized void forget() {
        events.clear();
    }

    /**
     * The number of the event after which somebody wants to go on.
     *
     * @param id that of the last event that was seen; {@code null} for somebody who has seen none, who of a bundle that
     *     is over gets the end only
     * @return 0 if the id is not one of this bundle, or too old to be known
     */
    public synchronized int position(@Nullable String id) {
        boolean over = now.get().state().isOver();
        if (id == null) {
            return over ? END - 1 : 0;
        }
        long number = ID.matcher(id).matches() ? Long.parseLong(id) - before : 0;
        return (number > 0 && number <= last) || (over && number == END) ? (int) number : 0;
    }

    /** Whether whoever has seen the event of this number has seen all that there will ever be. */
    public boolean endsAt(int position) {
        return position == END;
    }

    /**
     * The next event for somebody who has seen the one of this number, 0 for none. Where those between are not kept any
     * more, it is the newest one.
     */
    public synchronized Optional<Event> after(int position) {
        Event first = events.peekFirst();
        if (first != null && position < last) {
            boolean missed = position > 0 && position < first.number() - 1;
            return missed
                    ? Optional.ofNullable(events.peekLast())
                    : events.stream().filter(event -> event.number() > position).findFirst();
        }
        Job job = now.get();
        return job.state().isOver() && position < END ? Optional.of(event(END, job)) : Optional.empty();
    }

    private Event event(int number, Job job) {
        return new Event(Long.toString(before + number), number, job, number == END);
    }
}
