package dev.postern.gateway.console.page;

import io.quarkus.qute.TemplateInstance;

/**
 * A page that only says something.
 *
 * @param frame around it
 * @param heading above it
 * @param sentence what it says
 * @param again the address that the browser asks for anew by itself; empty for none
 */
record PlainPage(Frame frame, String heading, String sentence, String again) implements TemplateInstance {}
