package io.calink.files;

import org.jspecify.annotations.Nullable;

/** A line at work: it knows how what it finds is told. */
final class Line {
    private final FileSelection selection;
    private final String root;
    private final Owners owners;
    private final Gathered gathered;

    /**
     * @param root what stands before every path, without a slash at its end
     */
    Line(FileSelection selection, String root, Owners owners, Gathered gathered) {
        this.selection = selection;
        this.root = root;
        this.owners = owners;
        this.gathered = gathered;
    }

    FileSelection selection() {
        return selection;
    }

    /** Whether no more is wanted. */
    boolean isCut() {
        return gathered.isCut();
    }

    /** Notes that what the line names there was not searched to its end. */
    void unfinished(String path) {
        gathered.unfinished(RawNames.printable(path.isEmpty() ? "/" : path));
    }

    void leftOutAsOlder() {
        gathered.leftOutAsOlder();
    }

    FoundFile.Spot spot(String named, String place) {
        return new FoundFile.Spot(root, named, place.equals(named) ? named : place);
    }

    /** Something that a walk has met in {@code spot}. */
    void found(
            FoundFile.Spot spot,
            String name,
            Facts facts,
            @Nullable String target,
            FoundFile.Status status,
            @Nullable String detail) {
        gathered.add(new FoundFile(selection.key(), spot, name, name, facts, owners, target, status, detail));
    }

    /** Something that the line names itself, at a place that may be another. */
    void named(String named, String place, Facts facts, FoundFile.Status status, @Nullable String detail) {
        int slash = named.lastIndexOf('/');
        int slashInPlace = place.lastIndexOf('/');
        FoundFile.Spot spot =
                spot(named.substring(0, Math.max(slash, 0)), place.substring(0, Math.max(slashInPlace, 0)));
        String name = named.substring(slash + 1);
        String nameInPlace = place.substring(slashInPlace + 1);
        gathered.add(new FoundFile(
                selection.key(),
                spot,
                name,
                name.equals(nameInPlace) ? name : nameInPlace,
                facts,
                owners,
                null,
                status,
                detail));
    }

    void notFound(String path, boolean glob, @Nullable String detail) {
        String named = path.isEmpty() ? "/" : path;
        gathered.add(new NotFound(
                selection.key(),
                selection.directories(),
                RawNames.printable(named),
                RawNames.printable(root + named),
                glob,
                detail));
    }
}
