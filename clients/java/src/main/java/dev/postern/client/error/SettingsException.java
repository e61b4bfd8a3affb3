package dev.postern.client.error;

/** The address or the key of the server is missing or wrong. */
public final class SettingsException extends PosternException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
