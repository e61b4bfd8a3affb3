/**
 * What all pages of the console have alike: how a request becomes a {@link Visit}, who may make it, and how a {@link Reply} is sent.
 * A feature is a {@link Feature} in a package of its own, with its templates; nothing here knows one.
 */
@NullMarked
package dev.postern.gateway.console.page;

import org.jspecify.annotations.NullMarked;
