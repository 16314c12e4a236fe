package io.calink.cli;

import io.calink.bundle.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionLine implements IVersionProvider {
    /** The program's name and version. */
    static String text() {
        return "calink " + Version.current();
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
