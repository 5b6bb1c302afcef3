@NullMarked
package io.github.camelgeminilive.audio;

import org.jspecify.annotations.NullMarked;
