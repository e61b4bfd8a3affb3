/**
 * How services meet their topics: topics made and checked before the start, a topic read whole into memory, events written as
 * records, and records taken one by one.
 *
 * <p>Must not know what an event means.
 */
@NullMarked
package dev.postern.platform.topic;

import org.jspecify.annotations.NullMarked;
