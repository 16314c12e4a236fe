package io.calink.web;

import java.util.function.BiConsumer;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/** Has each request answered as before, and then its rest dealt with. */
final class ThenRest implements Adapter {
    private final Adapter answers;
    private final BiConsumer<Request, Response> rest;

    ThenRest(Adapter answers, BiConsumer<Request, Response> rest) {
        this.answers = answers;
        this.rest = rest;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        answers.service(request, response);
        rest.accept(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
        boolean fine = answers.asyncDispatch(request, response, status);
        rest.accept(request, response);
        return fine;
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return answers.prepare(request, response);
    }

    @Override
    public void log(Request request, Response response, long time) {
        answers.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        answers.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return answers.getDomain();
    }
}
