/** What the emulator needs to hear and to speak: PCM sound, WAV, resampling, voice activity, a synthetic voice. */
@NullMarked
package io.github.camelgeminilive.emulator.audio;

import org.jspecify.annotations.NullMarked;
