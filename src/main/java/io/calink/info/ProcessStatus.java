package io.calink.info;

import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/PID/status} alone says right: the effective user even of a process that hides its owner, and the
 * resident memory that {@code /proc/PID/stat} only estimates.
 *
 * @param uid number of the effective user
 * @param rss bytes
 */
record ProcessStatus(@Nullable String uid, @Nullable Long rss) {
    /** Reads what is there of {@code Uid:} (real, effective, ...) and {@code VmRSS:} (in kB). */
    static ProcessStatus parse(String text) {
        String[] uids = field(text, "\nUid:").split("\\s+", -1);
        String[] rss = field(text, "\nVmRSS:").split("\\s+", -1);
        Long kilobytes = rss.length == 2 && rss[1].equals("kB") ? number(rss[0]) : null;
        return new ProcessStatus(
                uids.length > 1 && number(uids[1]) != null ? uids[1] : null,
                kilobytes == null ? null : (Long) (kilobytes * 1024));
    }

    private static String field(String text, String name) {
        int at = text.indexOf(name);
        if (at < 0) {
            return "";
        }
        int end = text.indexOf('\n', at + 1);
        return text.substring(at + name.length(), end < 0 ? text.length() : end).strip();
    }

    private static @Nullable Long number(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
