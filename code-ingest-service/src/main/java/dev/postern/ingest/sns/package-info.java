/**
 * What Amazon SNS carries: incoming text messages of AWS End User Messaging, and mails that Amazon SES received.
 *
 * <p>Source: docs.aws.amazon.com: SNS, "Verifying the signatures of Amazon SNS messages" and "HTTP/HTTPS notification JSON format"; End User Messaging SMS, "Two-way SMS"; SES, "Notifications for Amazon SES email receiving".
 */
@NullMarked
package dev.postern.ingest.sns;

import org.jspecify.annotations.NullMarked;
