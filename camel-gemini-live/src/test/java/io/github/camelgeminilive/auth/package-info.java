@NullMarked
package io.github.camelgeminilive.auth;

import org.jspecify.annotations.NullMarked;
