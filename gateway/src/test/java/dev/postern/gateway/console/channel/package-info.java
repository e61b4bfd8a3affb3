/** Whether the pages about channels tell what a provider can reach. */
@NullMarked
package dev.postern.gateway.console.channel;

import org.jspecify.annotations.NullMarked;
