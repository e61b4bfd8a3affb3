package dev.postern.ingest.twilio;

import com.twilio.security.RequestValidator;
import java.lang.reflect.Method;
import java.util.Map;

/** Signs with Twilio's own library, which keeps that part of it to itself. */
final class TwilioSdk {

    private TwilioSdk() {}

    static String signature(String authToken, String url, Map<String, String> fields) {
        try {
            Method sign = RequestValidator.class.getDeclaredMethod("getValidationSignature", String.class, Map.class);
            sign.setAccessible(true);
            return (String) sign.invoke(new RequestValidator(authToken), url, fields);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
