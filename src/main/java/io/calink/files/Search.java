package io.calink.files;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for what one line names, value by value. */
final class Search {
    private final Line line;
    private final Tree tree;
    private final Resolver resolver;
    private final Walk walk;
    private final int depth;
    private String base = "";
    private @Nullable String note;
    private boolean matched;
    private boolean otherKind;

    Search(Line line, Tree tree, Resolver resolver, Walk walk, int depth) {
        this.line = line;
        this.tree = tree;
        this.resolver = resolver;
        this.walk = walk;
        this.depth = depth;
    }

    void run() throws InterruptedException {
        String stem = line.selection().stem();
        if (stem != null) {
            Underscores.Reading reading = Underscores.read(stem, resolver);
            base = reading.path();
            note = reading.note();
        }
        for (PathPattern pattern : line.selection().included()) {
            matched = false;
            otherKind = false;
            if (!line.isCut()) {
                new Expansion(tree, resolver, depth, this::take, line::isCut).of(base, pattern);
            }
            if (line.isCut()) {
                line.unfinished(pattern.below(base));
            } else if (!matched && pattern.isGlob()) {
                line.notFound(pattern.below(base), true, otherKind ? "matched only " + otherKinds() : null);
            }
        }
    }

    private boolean take(Expansion.Match match) throws InterruptedException {
        Landing landing = match.landing();
        if (line.selection().leavesOutOnTheWay(base, match.named())) {
            matched = true;
            return true;
        }
        switch (landing.kind()) {
            case MISSING -> missing(match);
            case DENIED -> told(match, lineType(), FoundFile.Status.DENIED);
            case FAILED -> told(match, lineType(), FoundFile.Status.SKIPPED);
            case REFUSED -> told(match, FoundFile.Type.SYMLINK, FoundFile.Status.SKIPPED);
            case OWN -> {
                if (!match.globbed()) {
                    told(match, lineType(), FoundFile.Status.SKIPPED);
                }
            }
            case FOUND -> found(match, Objects.requireNonNull(landing.facts()));
        }
        return !line.isCut();
    }

    private void told(Expansion.Match match, FoundFile.Type type, FoundFile.Status status) {
        matched = true;
        Landing landing = match.landing();
        line.named(match.named(), landing.path(), Facts.unknown(type), status, landing.reason());
    }

    private void missing(Expansion.Match match) {
        if (!match.globbed()) {
            line.notFound(match.named(), false, match.landing().reason());
        } else if (match.listed() && match.landing().linked()) {
            told(match, FoundFile.Type.SYMLINK, FoundFile.Status.ABSENT);
        }
    }

    private void found(Expansion.Match match, Facts facts) throws InterruptedException {
        boolean directories = line.selection().directories();
        boolean directory = facts.is(FoundFile.Type.DIRECTORY);
        if (directories && directory) {
            matched = true;
            walk.all(line, base, match.named(), match.landing(), detail(match.landing()));
        } else if (directories || directory) {
            otherKind = true;
            if (!match.globbed()) {
                line.notFound(match.named(), false, misfit(facts));
            }
        } else {
            matched = true;
            file(match, facts);
        }
    }

    private void file(Expansion.Match match, Facts facts) {
        Landing landing = match.landing();
        Facts parent = Objects.requireNonNull(landing.parent());
        String named = match.named();
        String reason = null;
        if (facts.is(FoundFile.Type.OTHER)) {
            reason = "is " + facts.kind() + ", which is not read";
        } else if (walk.isTooOld(facts, named.substring(0, named.lastIndexOf('/')))) {
            if (match.globbed()) {
                line.leftOutAsOlder();
                return;
            }
            reason = "was not modified since " + walk.since();
        } else if (facts.isSmuggledInto(parent)) {
            reason = facts.smuggled(parent);
        }
        FoundFile.Status status = reason == null ? FoundFile.Status.OK : FoundFile.Status.SKIPPED;
        line.named(named, landing.path(), facts, status, reason == null ? detail(landing) : reason);
    }

    private @Nullable String detail(Landing landing) {
        List<String> parts =
                Stream.of(landing.link(), note).filter(Objects::nonNull).collect(Collectors.toList());
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    private String misfit(Facts facts) {
        if (facts.is(FoundFile.Type.DIRECTORY)) {
            return "is a directory, not a file; a line that ends in _dirs takes directories";
        }
        return facts.is(FoundFile.Type.FILE)
                ? "is a file, not a directory; a line that ends in _files takes files"
                : "is " + facts.kind() + ", not a directory";
    }

    private FoundFile.Type lineType() {
        return line.selection().directories() ? FoundFile.Type.DIRECTORY : FoundFile.Type.FILE;
    }

    private String otherKinds() {
        return line.selection().directories() ? "what is no directory" : "directories";
    }
}
