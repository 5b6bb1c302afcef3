/**
 * OAuth access tokens: where they come from and how they are shared. Knows none of ours; Google's auth library is
 * optional, and one class knows it. Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.auth;

import org.jspecify.annotations.NullMarked;
