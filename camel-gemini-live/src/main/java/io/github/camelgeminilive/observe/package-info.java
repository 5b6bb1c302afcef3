/**
 * What is seen of calls from outside: who asked, which are open, and metrics by Micrometer, which need not be there.
 * Imports no Camel. Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.observe;

import org.jspecify.annotations.NullMarked;
