package io.calink.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each request once it is over. The container alone knows of all of them: those that it refused itself, those
 * that went on asynchronously, and how much of an answer was sent.
 */
final class Visits extends ValveBase implements AccessLog {
    /** The attribute of a request in which who calls is noted. */
    static final String CALLER = "io.calink.caller";

    private static final String ONE = "/bundles/";

    private final List<Consumer<Visit>> watchers = new CopyOnWriteArrayList<>();
    private final Clock clock = Clock.systemUTC();

    Visits() {
        super(true);
    }

    /** From now on this one is told of each request, by the thread that served it: it must neither wait nor throw. */
    void watch(Consumer<Visit> watcher) {
        watchers.add(watcher);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        Visit visit = visit(request, response, nanos);
        watchers.forEach(watcher -> watcher.accept(visit));
    }

    private Visit visit(Request request, Response response, long nanos) {
        String method = Objects.requireNonNullElse(request.getMethod(), "");
        String info = request.getPathInfo();
        String path = Objects.requireNonNullElse(request.getServletPath(), "") + (info == null ? "" : info);
        Action action = Action.of(method, path);
        String bundle = Action.bundle(path);
        if (action == Action.CREATE) {
            bundle = created(response);
            action = isArchive(response) ? Action.STREAM : action;
        }
        return new Visit(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                (String) request.getAttribute(CALLER),
                request.getPeerAddr(),
                Credentials.areIn(request),
                method,
                request.getRequestURI(),
                action,
                bundle,
                response.getStatus(),
                response.getContentWritten(),
                isComplete(response),
                TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private static @Nullable String created(Response response) {
        String location = response.getHeader("Location");
        return location != null && location.startsWith(ONE) ? location.substring(ONE.length()) : null;
    }

    private static boolean isArchive(Response response) {
        return response.getStatus() == 200 && response.getHeader("Content-Disposition") != null;
    }

    private static boolean isComplete(Response response) {
        AtomicBoolean open = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        return open.get();
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // addresses that a proxy has noted are never believed
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
