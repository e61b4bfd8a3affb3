/** What a verb prints, for people and as JSON. It knows no verb. */
@NullMarked
package dev.postern.command.output;

import org.jspecify.annotations.NullMarked;
