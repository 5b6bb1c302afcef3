@NullMarked
package io.github.camelgeminilive.session;

import org.jspecify.annotations.NullMarked;
