/** Measurements with JMH. Numbers of one run on one machine; compare within a run, never across. */
@NullMarked
package io.github.camelgeminilive.benchmarks;

import org.jspecify.annotations.NullMarked;
