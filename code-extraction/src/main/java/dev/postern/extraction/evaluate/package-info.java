/**
 * For people who look at the extractor: how it does on labelled messages, and why it chose what it chose. What these print is
 * secret if the messages are.
 */
@NullMarked
package dev.postern.extraction.evaluate;

import org.jspecify.annotations.NullMarked;
