package io.calink.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request wants to do with bundles. */
enum Action {
    CREATE,
    /** Creates one, and gets its archive at once. */
    STREAM,
    LIST,
    READ,
    FOLLOW,
    DOWNLOAD,
    MANIFEST,
    ENTRIES,
    ENTRY,
    VERIFICATION,
    CANCEL,
    PIN,
    UNPIN,
    DELETE,
    /** It is about bundles, and is none of the others. */
    OTHER;

    private static final String BUNDLES = "/bundles";

    /** By method and decoded path; {@code null} for what is not about bundles. */
    static @Nullable Action of(String method, String path) {
        if (!path.equals(BUNDLES) && !path.startsWith(BUNDLES + "/")) {
            return null;
        }
        String[] parts = path.split("/", 5); // an empty one, "bundles", the id, what of it, the rest
        String verb = method.equals("HEAD") ? "GET" : method;
        if (parts.length < 4) {
            return ofBundle(verb, parts.length == 3);
        }
        return ofPart(verb, parts[3], parts.length > 4);
    }

    /** The id in a decoded path, if there is one. */
    static @Nullable String bundle(String path) {
        String[] parts = path.split("/", 4);
        return parts.length > 2 && path.startsWith(BUNDLES + "/") ? parts[2] : null;
    }

    private static Action ofBundle(String method, boolean one) {
        return switch (method) {
            case "GET" -> one ? READ : LIST;
            case "POST" -> one ? OTHER : CREATE;
            case "DELETE" -> one ? DELETE : OTHER;
            default -> OTHER;
        };
    }

    private static Action ofPart(String method, String part, boolean more) {
        return switch (method + " " + part) {
            case "GET archive" -> DOWNLOAD;
            case "GET manifest" -> MANIFEST;
            case "GET events" -> FOLLOW;
            case "GET entries" -> more ? ENTRY : ENTRIES;
            case "GET entry" -> ENTRY;
            case "GET verification" -> VERIFICATION;
            case "POST cancel" -> CANCEL;
            case "PUT pin" -> PIN;
            case "DELETE pin" -> UNPIN;
            default -> OTHER;
        };
    }

    /** The word for it in the audit log, such as {@code create}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
