package io.calink.archive;

/** The formats an archive can have. */
public enum Format {
    /** A tar archive in one gzip member. */
    TAR_GZ("tar.gz", "application/gzip"),
    /** A tar archive in one Zstandard frame. */
    TAR_ZST("tar.zst", "application/zstd"),
    /** A zip archive. */
    ZIP("zip", "application/zip");

    private final String label;
    private final String mediaType;

    Format(String label, String mediaType) {
        this.label = label;
        this.mediaType = mediaType;
    }

    /** The name in a configuration or a request, such as {@code tar.gz}. */
    public String label() {
        return label;
    }

    /** What a file name of this format ends in, such as {@code .tar.gz}. */
    public String suffix() {
        return "." + label;
    }

    /** The type under which an archive of this format is served. */
    public String mediaType() {
        return mediaType;
    }
}
