package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.wire.BackEnd;
import io.github.camelgeminilive.emulator.wire.ClientMessage;
import io.github.camelgeminilive.emulator.wire.Credentials;
import io.github.camelgeminilive.emulator.wire.Entrance;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.TokenRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes ephemeral tokens over HTTP, at the port of the WebSocket (protocol section 7.1). Lives as long as the emulator.
 * Thread-safe.
 */
final class TokenDesk {
    /** The versions and prefixes of {@link Entrance}. */
    private static final Pattern PATH = Pattern.compile("(?:/.*)?/(v1beta|v1alpha|v1)/auth_tokens");

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Credentials credentials;
    private final Tokens tokens;
    private final List<String> bodies = new ArrayList<>(); // guarded by itself

    TokenDesk(Credentials credentials, Tokens tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    /** The bodies of the requests so far that came with a good key. */
    List<String> bodies() {
        synchronized (bodies) {
            return List.copyOf(bodies);
        }
    }

    /** Answers the request when it is one for a token; false leaves it alone. */
    boolean serves(HttpServerRequest request) {
        Matcher path = PATH.matcher(request.path().replaceAll("/{2,}", "/"));
        if (!path.matches()) {
            return false;
        }
        if (request.method() != HttpMethod.POST) {
            answer(request, NOT_FOUND, error(NOT_FOUND, "NOT_FOUND", "Method not found."));
            return true;
        }
        Entrance plain = new Entrance(BackEnd.DEVELOPER_API, path.group(1), false);
        Refusal refusal = credentials.check(
                plain, request::getHeader, name -> request.params().get(name));
        if (refusal == Refusal.UNREGISTERED_CALLER) {
            answer(request, FORBIDDEN, error(FORBIDDEN, "PERMISSION_DENIED", refusal.reason()));
        } else if (refusal != null) {
            refuse(request, refusal);
        } else {
            request.body().onSuccess(body -> make(request, body.toString(), plain));
        }
        return true;
    }

    private void make(HttpServerRequest request, String body, Entrance entrance) {
        synchronized (bodies) {
            bodies.add(body);
        }
        try {
            String name = tokens.make(TokenRequest.parse(body, entrance, tokens.now()));
            answer(request, 200, JsonNodeFactory.instance.objectNode().put("name", name));
        } catch (ClientMessage.Refused e) {
            refuse(request, e.refusal());
        }
    }

    private static void refuse(HttpServerRequest request, Refusal refusal) {
        answer(request, BAD_REQUEST, error(BAD_REQUEST, "INVALID_ARGUMENT", refusal.reason()));
    }

    private static ObjectNode error(int code, String status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message).put("status", status);
        return body;
    }

    private static void answer(HttpServerRequest request, int status, ObjectNode body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json; charset=UTF-8")
                .end(body.toString());
    }
}
