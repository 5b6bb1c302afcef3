package io.github.camelgeminilive.transport;

import java.util.List;

/** The other side of a transport under test. What it does is meant for the newest connection. */
interface Peer {

    /** How to reach it. */
    ConnectRequest request();

    /** Sets what the following upgrades are answered with; 101, which is the default, accepts. */
    void answerUpgradesWith(int httpStatus);

    /** Lets a connection that has begun go on, where that does not happen by itself. */
    void answer();

    /** Sends one message. */
    void say(String json);

    /** Returns when the other side has read all that was said, whether or not it was heard. */
    void awaitRead();

    /** Takes nothing off the network any more. */
    void stopReading();

    /** Sends a close frame. */
    void close(int code, String text);

    /** Breaks the connection without a close frame. */
    void vanish();

    /** Waits for so many messages, and returns all that have come. */
    List<String> awaitReceived(int count);

    /** Waits for the end, and returns the close code that came, 1006 if none did. */
    int awaitCloseCode();
}
