package io.calink.commands;

import io.calink.commands.CommandResult.Status;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The judgement on one command, in the words that the manifest repeats. */
record Verdict(
        Status status, @Nullable Integer exitCode, @Nullable String detail) {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGNAL = 128;
    private static final int LAST_SIGNAL = 31;

    // Linux's numbers; 1 to 15 are the same everywhere but 7, 10 and 12.
    private static final String[] SIGNALS =
            ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT"
                            + " CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
                    .split(" ");

    private static final Pattern ERROR = Pattern.compile("error[=:] ?([0-9]{1,4})(?:, | \\()?([^()\n]{0,200})");

    // errno(3) of Linux: what an operator can do something about is said in more words than the system has.
    private static final Map<Integer, String> ERRORS = Map.of(
            7, "The command is longer than the system allows.",
            11, "The system refused to start another process: a limit on processes is reached.",
            12, "The system refused to start another process: there is not enough memory.",
            23, "It could not be started: the machine has too many open files.",
            24, "It could not be started: the limit on open files is reached.",
            28, "It could not be started: there is no space left for its output.",
            30, "It could not be started: the directory for its output is read-only.");

    static Verdict failed(String detail) {
        return new Verdict(Status.FAILED, null, detail);
    }

    static Verdict notInstalled(String program) {
        return new Verdict(Status.ABSENT, null, "The program " + program + " is not installed.");
    }

    /** What the exit code says that {@code sh} gave: XCU, 2.8.2 "Exit Status for Commands". */
    static Verdict ended(int code) {
        if (code == NOT_FOUND) {
            return new Verdict(Status.ABSENT, code, "A program that it calls is not installed (exit code 127).");
        }
        if (code == NOT_EXECUTABLE) {
            return new Verdict(Status.DENIED, code, "A program that it calls may not be run (exit code 126).");
        }
        if (code > SIGNAL && code <= SIGNAL + LAST_SIGNAL) {
            int signal = code - SIGNAL;
            return new Verdict(
                    Status.FAILED, code, "It was killed by signal " + signal + " (SIG" + SIGNALS[signal - 1] + ").");
        }
        return new Verdict(Status.OK, code, null);
    }

    static Verdict timeout(Duration time, boolean own) {
        String whose = own ? "its limit" : "what was left of the time for all commands";
        return new Verdict(Status.TIMEOUT, null, "It was ended after " + words(time) + ", " + whose + ".");
    }

    static Verdict truncated(long limit, @Nullable Integer exitCode) {
        String what = "It printed more than " + limit + " bytes, its limit; only the beginning is kept.";
        return new Verdict(Status.TRUNCATED, exitCode, what);
    }

    /** For an end of its own accord, with processes that it had left behind. */
    Verdict and(String remark) {
        return new Verdict(status, exitCode, detail == null ? remark : detail + " " + remark);
    }

    /** Why a process or its file of output could not be made, from what Java says: the error's number is in its text. */
    static Verdict notStarted(Throwable trouble) {
        if (trouble instanceof OutOfMemoryError) {
            return failed("The system refused another thread or process: a limit is reached.");
        }
        String message = String.valueOf(trouble.getMessage());
        Matcher error = ERROR.matcher(message);
        if (error.find()) {
            int number = Integer.parseInt(error.group(1));
            return failed(ERRORS.getOrDefault(number, "It could not be started: " + error.group(2) + "."));
        }
        return failed(ERRORS.getOrDefault(number(message), "It could not be started."));
    }

    private static int number(String message) {
        if (message.contains("Too many open files")) {
            return message.contains("in system") ? 23 : 24;
        }
        if (message.contains("No space left")) {
            return 28;
        }
        return message.contains("Read-only file system") ? 30 : 0;
    }

    private static String words(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
