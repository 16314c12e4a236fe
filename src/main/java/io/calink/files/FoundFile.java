package io.calink.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that a line of {@code [files]} found. Two of the same path are equal. */
public final class FoundFile {
    /** What a name stands for; a link that was named by a line itself has the type of what it leads to. */
    public enum Type {
        FILE,
        DIRECTORY,
        SYMLINK,
        OTHER
    }

    /** Whether it can be taken, and if not, why. */
    public enum Status {
        OK,
        SKIPPED,
        DENIED,
        ABSENT
    }

    /**
     * A directory, shared by all that is found in it.
     *
     * @param root what stands before every path, without a slash at its end
     * @param named the path below the root as a line named it; the root itself is empty
     * @param place the same without links
     */
    record Spot(String root, String named, String place) {}

    private final String key;
    private final Spot spot;
    private final String name;
    private final String nameInPlace;
    private final Facts facts;
    private final String owner;
    private final String group;
    private final @Nullable String linkTarget;
    private final Status status;
    private final @Nullable String detail;

    FoundFile(
            String key,
            Spot spot,
            String name,
            String nameInPlace,
            Facts facts,
            Owners owners,
            @Nullable String linkTarget,
            Status status,
            @Nullable String detail) {
        this.key = key;
        this.spot = spot;
        this.name = name;
        this.nameInPlace = nameInPlace;
        this.facts = facts;
        this.owner = facts.key() == null ? "" : owners.user(facts.uid());
        this.group = facts.key() == null ? "" : owners.group(facts.gid());
        this.linkTarget = linkTarget;
        this.status = status;
        this.detail = detail;
    }

    private FoundFile(FoundFile link, Facts facts, String detail) {
        this.key = link.key;
        this.spot = link.spot;
        this.name = link.name;
        this.nameInPlace = link.nameInPlace;
        this.facts = facts;
        this.owner = link.owner;
        this.group = link.group;
        this.linkTarget = null;
        this.status = Status.OK;
        this.detail = detail;
    }

    /** A directory in the place of a link, because the archive has something below it. */
    FoundFile asDirectory() {
        Facts directory = new Facts(
                Type.DIRECTORY,
                0,
                0040755,
                facts.uid(),
                facts.gid(),
                1,
                facts.device(),
                facts.key(),
                facts.modified(),
                -1,
                null);
        return new FoundFile(this, directory, "link to " + linkTarget() + "; here stands what a line names behind it");
    }

    /** The key of the line that found it. */
    public String key() {
        return key;
    }

    /** The path below the root, from {@code /}; bytes that are no UTF-8 are U+FFFD. */
    public String path() {
        return RawNames.printable(named());
    }

    /** The bytes of {@link #path()}, as the file system has them. */
    public byte[] rawPath() {
        return RawNames.encode(named());
    }

    /** Whether {@link #path()} says all; if not, only {@link #rawPath()} does. */
    public boolean isUtf8() {
        return RawNames.isUtf8(named());
    }

    /** Where it really lies, below the root: another path than {@link #path()} where links lead to it. */
    public String place() {
        return RawNames.printable((spot.place().equals("/") ? "" : spot.place()) + "/" + nameInPlace);
    }

    /** The same path with the root before it, as a log line shows it. */
    public String realPath() {
        return RawNames.printable(spot.root() + named());
    }

    /** What it is. */
    public Type type() {
        return facts.type();
    }

    /** Whether it could be looked at; if not, its size, mode, owner and time are not known. */
    public boolean isKnown() {
        return facts.key() != null;
    }

    /** Bytes of a file when it was found, which is not true in {@code /proc}; 0 for all else. */
    public long size() {
        return facts.size();
    }

    /** The true permission bits, with setuid, setgid and sticky. */
    public int mode() {
        return facts.mode() & 07777;
    }

    /** The number of the owner. */
    public long uid() {
        return Integer.toUnsignedLong(facts.uid());
    }

    /** The number of the group. */
    public long gid() {
        return Integer.toUnsignedLong(facts.gid());
    }

    /** The owner's name in the root's {@code /etc/passwd}, or empty. */
    public String owner() {
        return owner;
    }

    /** The group's name in the root's {@code /etc/group}, or empty. */
    public String group() {
        return group;
    }

    /** When its content was last modified. */
    public Instant modified() {
        return facts.modified();
    }

    /** What a {@link Type#SYMLINK} points to, as it is written; bytes that are no UTF-8 are U+FFFD. */
    public @Nullable String linkTarget() {
        return linkTarget == null ? null : RawNames.printable(linkTarget);
    }

    /** The bytes of {@link #linkTarget()}. */
    public byte @Nullable [] rawLinkTarget() {
        return linkTarget == null ? null : RawNames.encode(linkTarget);
    }

    /** Whether it can be taken. */
    public Status status() {
        return status;
    }

    /** Why it cannot be taken, or what is worth knowing about it, in one sentence. */
    public @Nullable String detail() {
        return detail;
    }

    /** The path below the root, without loss. */
    String named() {
        return spot.named() + "/" + name;
    }

    /** The directory that it really lies in, below the root and free of links. */
    String directory() {
        return spot.place();
    }

    /** Its name there. */
    String nameInPlace() {
        return nameInPlace;
    }

    Facts facts() {
        return facts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FoundFile file && name.equals(file.name) && spot.named.equals(file.spot.named);
    }

    @Override
    public int hashCode() {
        return 31 * spot.named.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return type() + " " + path() + " " + status + (detail == null ? "" : " (" + detail + ")");
    }
}
