/** Functions of MCP servers, and the server that the tests start. */
@NullMarked
package io.github.camelgeminilive.mcp;

import org.jspecify.annotations.NullMarked;
