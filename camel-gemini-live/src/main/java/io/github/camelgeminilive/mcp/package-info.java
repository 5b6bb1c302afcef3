/**
 * Functions of MCP servers, through the MCP Java SDK, which need not be there: nobody else loads these classes before an
 * agent names an MCP client. Imports no Camel and no JSON library. Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.mcp;

import org.jspecify.annotations.NullMarked;
