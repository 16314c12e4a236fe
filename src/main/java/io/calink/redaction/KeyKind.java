package io.calink.redaction;

import java.util.Locale;

/** What a key says about its value. */
enum KeyKind {
    PASSWORD,
    /** {@code pass}, which is also what a test does. */
    PASS,
    PIN,
    SECRET,
    TOKEN,
    KEY,
    CREDENTIAL,
    COMMUNITY,
    PSK,
    SESSION,
    /** {@code auth}, whose value is a secret only if it looks like one. */
    AUTH;

    /** {@return the name of the rule} */
    String rule() {
        return this == PASS ? "password" : name().toLowerCase(Locale.ROOT);
    }
}
