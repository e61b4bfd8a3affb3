package dev.postern.credential.store;

/** Credentials that tests send. */
final class SampleCredentials {
    static final String SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    static final String LOGIN = """
            {"name":"Acme","credential_type":"password","credential":{"username":"me@example.com","password":"p",
             "totp":"%s","totp_type":"authenticator","totp_identifier":"codes@example.com"}}""".formatted(SEED);
    static final String CARD = """
            {"name":"Visa","credential_type":"credit_card","credential":{"card_number":"4111111111111234","card_cvv":"123",
             "card_exp_month":"12","card_exp_year":"2030","card_brand":"visa","card_holder_name":"M E"}}""";
    static final String SECRET = """
            {"name":"Token","credential_type":"secret","credential":{"secret_value":"s","secret_label":"ci"}}""";

    private SampleCredentials() {}
}
