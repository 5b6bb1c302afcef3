@NullMarked
package io.github.camelgeminilive.tools;

import org.jspecify.annotations.NullMarked;
