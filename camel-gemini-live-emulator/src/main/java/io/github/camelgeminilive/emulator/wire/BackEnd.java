package io.github.camelgeminilive.emulator.wire;

/** The two services that speak the protocol. */
public enum BackEnd {
    DEVELOPER_API,
    VERTEX
}
