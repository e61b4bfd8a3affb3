/**
 * Any program that posts a message: one that signs as Standard Webhooks, one that sends a secret along, and the iPhone's Shortcuts.
 *
 * <p>Source: standardwebhooks.com; the documentation of Zapier, Make and n8n for what they send and when they send again.
 */
@NullMarked
package dev.postern.ingest.generic;

import org.jspecify.annotations.NullMarked;
