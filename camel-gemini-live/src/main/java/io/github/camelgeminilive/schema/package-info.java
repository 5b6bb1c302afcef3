/**
 * The libraries behind the arguments of functions: JSON Schema as something that values are held against, and classes as
 * JSON Schema. Imports no Camel and none of ours. Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.schema;

import org.jspecify.annotations.NullMarked;
