package io.calink.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A small machine below a directory, with the configuration that CaLink's first document shows. */
final class SeedHost {
    private SeedHost() {}

    /** Makes the machine, and says where its root is. */
    static Path below(Path directory) throws IOException {
        Path root = directory.resolve("host");
        write(root.resolve("etc/hostname"), "workstation-zdibe\n");
        write(root.resolve("proc/sys/kernel/hostname"), "workstation-zdibe\n");
        write(root.resolve("proc/sys/kernel/osrelease"), "3.13-1-amd64\n");
        write(root.resolve("proc/sys/kernel/ostype"), "Linux\n");
        write(root.resolve("etc/os-release"), "ID=debian\nVERSION_ID=8\nVERSION_CODENAME=jessie\n");
        write(root.resolve("proc/loadavg"), "0.30 0.46 0.49 1/390 8912\n");
        write(root.resolve("var/log/engines/cleaner.log"), "cleaned\n");
        write(root.resolve("var/log/engines/filter.log"), "filtered\n");
        write(root.resolve("var/log/calink.log"), "gathered\n");
        write(root.resolve("var/log/foo.log"), "foo\n");
        return root;
    }

    /** Writes the configuration, readable and writable by its owner only. */
    static Path configuration(Path directory) throws IOException {
        return configuration(directory, """
                [info]
                system=host,os,version
                resources=loadavg

                [files]
                var_log_dirs=engines,.
                etc_dirs=bar
                etc_files=foo.log

                [commands]
                list_root_directory=ls -lha ./

                [output]
                json=CaLink-JSON
                commands=CaLink-commands-log
                """);
    }

    static Path configuration(Path directory, String text) throws IOException {
        Path file = directory.resolve("calink-config.ini");
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
