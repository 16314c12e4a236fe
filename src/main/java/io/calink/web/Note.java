package io.calink.web;

/** What somebody writes on a bundle. */
final class Note {
    private static final int LONGEST = 200;

    private Note() {}

    /** The note; 422 if it is too long, or would do more than be read. */
    static String checked(String note) {
        int length = note.codePointCount(0, note.length());
        if (length > LONGEST) {
            throw ProblemType.INVALID_FIELD.says(
                    "\"note\" has " + length + " characters; at most " + LONGEST + " are kept.");
        }
        if (note.codePoints().anyMatch(Note::isForbidden)) {
            throw ProblemType.INVALID_FIELD.says("\"note\" has a control character; write it as one line of text.");
        }
        return note;
    }

    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
