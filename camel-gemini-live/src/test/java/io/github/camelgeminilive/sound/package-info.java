@NullMarked
package io.github.camelgeminilive.sound;

import org.jspecify.annotations.NullMarked;
