package io.calink.web;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** Answers with a bundle: at once, or when it is over if a client would rather wait. */
final class BundleAnswers {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String PREFER = "Prefer";
    private static final String APPLIED = "Preference-Applied";

    private final Jobs jobs;
    private final Answers answers;
    private final Waiters waiters;

    BundleAnswers(Jobs jobs, Answers answers, Waiters waiters) {
        this.jobs = jobs;
        this.answers = answers;
        this.waiters = waiters;
    }

    /** The bundle as it now stands. */
    ResponseEntity<byte[]> now(Job job) {
        return with(ResponseEntity.ok(), job);
    }

    /** 202 with the bundle, and where it is found. */
    ResponseEntity<byte[]> accepted(Job job) {
        return with(ResponseEntity.accepted().location(location(job)), job);
    }

    /**
     * The answer to who has asked for a bundle: 200 if it is over, because it was waited for or asked for before; else
     * 202.
     *
     * @return a {@link ResponseEntity}, or a {@link DeferredResult} of one
     */
    Object created(HttpServletRequest request, Job job, boolean before) {
        Preference preference = Preference.of(request);
        return waited(
                preference,
                job,
                preference.respondAsync(),
                now -> (now.state().isOver() && (before || preference.patience() != null)
                                ? ResponseEntity.ok()
                                : ResponseEntity.accepted())
                        .location(location(now)));
    }

    /**
     * The answer to who looks at a bundle.
     *
     * @return a {@link ResponseEntity}, or a {@link DeferredResult} of one
     */
    Object looked(HttpServletRequest request, Job job) {
        return waited(Preference.of(request), job, false, now -> ResponseEntity.ok());
    }

    private Object waited(
            Preference preference, Job job, boolean async, Function<Job, ResponseEntity.BodyBuilder> begin) {
        List<String> applied = new ArrayList<>();
        if (async) {
            applied.add("respond-async");
        }
        Duration wait = preference.patience();
        Function<Job, ResponseEntity<byte[]>> answer = now -> {
            ResponseEntity.BodyBuilder builder = begin.apply(now).header("Vary", PREFER);
            if (!applied.isEmpty()) {
                builder.header(APPLIED, String.join(", ", applied));
            }
            return with(builder, now);
        };
        if (wait == null) {
            return answer.apply(job);
        }
        String said = "wait=" + wait.toSeconds();
        applied.add(said);
        if (job.state().isOver() || wait.isZero()) {
            return answer.apply(job);
        }
        DeferredResult<ResponseEntity<byte[]>> later = waiters.await(job, wait, answer);
        if (later == null) {
            applied.remove(said);
            return answer.apply(job);
        }
        return later;
    }

    private ResponseEntity<byte[]> with(ResponseEntity.BodyBuilder builder, Job job) {
        if (!job.state().isOver()) {
            builder.header(RETRY_AFTER, retryAfter(job));
        }
        return answers.with(builder, BundleView.of(job));
    }

    private String retryAfter(Job job) {
        return Long.toString(Math.max(1, jobs.nextLook(job).toSeconds()));
    }

    private static URI location(Job job) {
        return URI.create(BundleView.path(job.id()));
    }
}
