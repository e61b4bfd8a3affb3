/**
 * Apps that forward an Android phone's text messages.
 *
 * <p>Source: the apps' documentation and code: capcom6/android-sms-gateway, bogkonstantin/android_income_sms_gateway_webhook, pppscn/SmsForwarder, NdoleStudio/httpsms.
 */
@NullMarked
package dev.postern.ingest.android;

import org.jspecify.annotations.NullMarked;
