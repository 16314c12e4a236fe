package io.calink.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** What headers of archives that others made stand for among entries of ours. */
final class ForeignHeaders {
    private static final int PERMISSIONS = 07777;

    private final LeftOut leftOut;

    ForeignHeaders(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    /** The entry, or {@code null} if it is passed over, which has been told then. */
    @Nullable
    Entry entry(TarArchiveEntry header, boolean unicode) throws IOException {
        String name = TarHeaders.text(header.getName(), unicode);
        String kind = kind(header);
        if (kind != null) {
            leftOut.leftOut(name, kind);
            return null;
        }
        Entry.Type type = header.isDirectory()
                ? Entry.Type.DIRECTORY
                : header.isSymbolicLink() ? Entry.Type.SYMLINK : Entry.Type.FILE;
        String place = place(name, type);
        if (place == null) {
            return null;
        }
        try {
            return new Entry(
                    place,
                    type,
                    type == Entry.Type.FILE ? size(header) : 0,
                    header.getMode() & PERMISSIONS,
                    header.getLongUserId(),
                    header.getLongGroupId(),
                    TarHeaders.text(header.getUserName(), unicode),
                    TarHeaders.text(header.getGroupName(), unicode),
                    header.getLastModifiedTime().toInstant(),
                    type == Entry.Type.SYMLINK ? TarHeaders.text(header.getLinkName(), unicode) : null);
        } catch (IllegalArgumentException e) {
            leftOut.leftOut(name, "has a header that cannot be kept");
            return null;
        }
    }

    private static long size(TarArchiveEntry header) {
        return header.isSparse() ? header.getRealSize() : header.getSize();
    }

    private static @Nullable String kind(TarArchiveEntry header) {
        if (header.isLink()) {
            return "is another name of the same file as " + RawText.shown(header.getLinkName());
        }
        if (header.isCharacterDevice() || header.isBlockDevice() || header.isFIFO()) {
            return "is a device or a pipe";
        }
        boolean known = header.isDirectory()
                || header.isSymbolicLink()
                || header.isSparse()
                || header.getLinkFlag() == TarConstants.LF_NORMAL
                || header.getLinkFlag() == TarConstants.LF_OLDNORM
                || header.getLinkFlag() == TarConstants.LF_CONTIG;
        return known ? null : "is neither a file nor a directory nor a link";
    }

    /** The name as ours are: relative and plain; {@code null} for the top itself, and for what leads out of it. */
    @Nullable
    String place(String name, Entry.Type type) {
        List<String> components = new ArrayList<>();
        for (String component : name.split("/", -1)) {
            if (component.equals("..")) {
                leftOut.leftOut(name, "has a name that leads out of the archive");
                return null;
            }
            if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        if (components.isEmpty()) {
            return null;
        }
        return String.join("/", components) + (type == Entry.Type.DIRECTORY ? "/" : "");
    }
}
