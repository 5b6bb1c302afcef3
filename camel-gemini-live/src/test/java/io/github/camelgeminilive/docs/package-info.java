/** What the manual says, held against the code. */
@NullMarked
package io.github.camelgeminilive.docs;

import org.jspecify.annotations.NullMarked;
