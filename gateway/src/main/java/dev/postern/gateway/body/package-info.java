/**
 * How the gateway reads the bodies that it answers itself, for the console and for models' tools: bounded in length, time and memory.
 * Bodies for the services pass through it unread.
 */
@NullMarked
package dev.postern.gateway.body;

import org.jspecify.annotations.NullMarked;
