package io.calink.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files of the page, as the program has them. All but the first one are asked for below a path with their version in
 * it, which changes with any of them, so that a browser may keep them for good.
 */
final class PageFiles {
    private static final String PLACE = "classpath:/io/calink/web/page/*.*";
    private static final String INDEX = "index.html";
    private static final String VERSION = "{version}";
    private static final String MODULES = "{modules}";
    private static final int DIGITS = 16;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private final String version;
    private final Map<String, PageFile> files = new LinkedHashMap<>();

    private PageFiles(Map<String, byte[]> contents) {
        MessageDigest digest = sha256();
        contents.forEach((name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(sha256().digest(content));
        });
        version = HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        contents.forEach((name, content) -> files.put(name, file(name, content)));
    }

    /** Finds them. */
    static PageFiles load() {
        Map<String, byte[]> contents = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(PLACE)) {
                contents.put(Objects.requireNonNull(file.getFilename()), file.getContentAsByteArray());
            }
            String modules = contents.keySet().stream()
                    .filter(name -> name.endsWith(".js"))
                    // or each would be asked for only when the one that imports it is there
                    .map(name -> "<link rel=\"modulepreload\" href=\"/page/" + VERSION + "/" + name + "\">")
                    .collect(Collectors.joining("\n"));
            String index = new String(Objects.requireNonNull(contents.get(INDEX)), StandardCharsets.UTF_8);
            contents.put(INDEX, index.replace(MODULES, modules).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The files of the page cannot be read", e);
        }
        return new PageFiles(contents);
    }

    /** What a browser gets first. */
    PageFile index() {
        return Objects.requireNonNull(files.get(INDEX));
    }

    /** Another one; {@code null} if this version has none of that name. */
    @Nullable
    PageFile find(String wanted, String name) {
        return wanted.equals(version) && !name.equals(INDEX) ? files.get(name) : null;
    }

    private PageFile file(String name, byte[] content) {
        byte[] plain = name.equals(INDEX)
                ? new String(content, StandardCharsets.UTF_8)
                        .replace(VERSION, version)
                        .getBytes(StandardCharsets.UTF_8)
                : content;
        String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
        String tag = HexFormat.of().formatHex(sha256().digest(plain)).substring(0, DIGITS);
        return new PageFile(type, tag, plain, compressed(plain));
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
