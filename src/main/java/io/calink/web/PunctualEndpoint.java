package io.calink.web;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The container's connections, with a deadline for the handshake of encrypted ones: the container looks for those who
 * wait too long, but finds none that has just sent a byte.
 */
final class PunctualEndpoint extends NioEndpoint {
    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
        // what comes in a handshake does not count as read, so this is how old the connection is
        if (!socket.getSocket().isHandshakeComplete()
                && socket instanceof NioSocketWrapper connection
                && System.currentTimeMillis() - connection.getLastRead() > getConnectionTimeout()) {
            return false;
        }
        return super.processSocket(socket, event, dispatch);
    }
}
