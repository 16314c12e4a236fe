package io.calink.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes the connection of an answer that failed half-way. Left to itself the container would first send what it still
 * holds of it, which may be a part that was sent already, and would wait for a client who does not read.
 */
final class BreakingOff extends ValveBase {
    BreakingOff() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (response.isCommitted() && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable t) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, t);
        }
    }
}
