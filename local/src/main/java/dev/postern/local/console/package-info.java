/** The link that signs a person into the console of their own machine, once, without the API key being typed or shown. */
@NullMarked
package dev.postern.local.console;

import org.jspecify.annotations.NullMarked;
