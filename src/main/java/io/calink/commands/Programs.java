package io.calink.commands;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that a command can call by their plain name. */
final class Programs {
    // Words that some sh runs itself; what they mean is left to the shell that is there.
    private static final Set<String> SHELL_WORDS = Set.of(
            ("alias autoload bg bind break builtin caller case cd chdir command compgen complete compopt continue"
                            + " coproc declare dirs disown do done echo elif else enable esac eval exec exit export"
                            + " false fc fg fi float for foreach function functions getopts hash help history if in"
                            + " integer jobs kill let local logout mapfile nameref newgrp popd print printf pushd pwd"
                            + " read readarray readonly repeat return select set setopt shift shopt source suspend"
                            + " test then time times trap true type typeset ulimit umask unalias unset unsetopt until"
                            + " wait whence while")
                    .split(" "));

    // A name, and then a blank, a pipe, a redirection or nothing; not the name of a function, nor a number before ">".
    private static final Pattern FIRST_WORD =
            Pattern.compile("^[ \t]*+([A-Za-z0-9][A-Za-z0-9._+-]*+)(?=$|[ \t|<>])(?![ \t]*+\\()");

    // What makes the shell go on with another command even if the first one is missing; ">&" and "&&" do not.
    private static final Pattern GOES_ON = Pattern.compile("[;\n\r]|\\|\\||(?<![<>&])&(?![&])");

    private final List<Path> directories = new ArrayList<>();

    // Whether the directories are all that the shell would search.
    private boolean complete = true;

    Programs(String path) {
        for (String entry : path.split(":", -1)) {
            try {
                if (entry.startsWith("/")) {
                    directories.add(Path.of(entry));
                } else {
                    complete = false;
                }
            } catch (InvalidPathException e) {
                complete = false;
            }
        }
    }

    Optional<Path> find(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .findFirst();
    }

    /**
     * The program that {@code line} starts with, if the line cannot do anything because no such program is installed.
     * Empty also where only a shell can tell.
     */
    Optional<String> missing(String line) {
        Matcher matcher = FIRST_WORD.matcher(line);
        if (!matcher.find() || GOES_ON.matcher(line).find()) {
            return Optional.empty();
        }
        String word = matcher.group(1);
        boolean plain = word.chars().anyMatch(Character::isLetter) && !SHELL_WORDS.contains(word);
        boolean nowhere =
                complete && directories.stream().allMatch(directory -> Files.notExists(directory.resolve(word)));
        return plain && nowhere ? Optional.of(word) : Optional.empty();
    }
}
