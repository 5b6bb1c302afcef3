package io.github.camelgeminilive.transport;

import io.github.camelgeminilive.transport.CloseReason.Kind;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says why a connection never opened, from what the network library threw. Names host and port; path, query and
 * headers stay out, and so does the body of a refusal, which can repeat them.
 */
final class ConnectFailure {

    /** What Netty's decoder puts in place of the status of an answer that it could not parse. */
    private static final int NOT_HTTP = 999;

    private ConnectFailure() {}

    /**
     * @param peer host and port
     */
    static CloseReason of(Throwable failure, String peer) {
        if (failure instanceof UpgradeRejectedException refused) {
            int status = refused.getStatus();
            return status == NOT_HTTP
                    ? unreachable("expected HTTP from " + peer + " but it speaks something else", failure)
                    : new CloseReason(
                            Kind.REFUSED, status, peer + " refused the WebSocket with HTTP status " + status, failure);
        }
        return unreachable(text(failure, peer), failure);
    }

    private static CloseReason unreachable(String text, Throwable cause) {
        return new CloseReason(Kind.UNREACHABLE, 0, text, cause);
    }

    private static String text(Throwable failure, String peer) {
        if (find(failure, UnknownHostException.class) != null) {
            return "cannot resolve the host name of " + peer;
        }
        if (find(failure, SSLException.class) != null || find(failure, GeneralSecurityException.class) != null) {
            return "TLS with " + peer + " failed: " + innermostMessage(failure);
        }
        if (find(failure, ConnectException.class) != null || find(failure, IOException.class) != null) {
            return "cannot connect to " + peer + ": " + innermostMessage(failure);
        }
        return "no connection with " + peer + ": " + innermostMessage(failure);
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static String innermostMessage(Throwable failure) {
        String message = failure.getClass().getSimpleName();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t.getMessage() != null) {
                message = t.getMessage();
            }
        }
        return message;
    }
}
