package io.calink;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.bundle.Item;
import io.calink.bundle.Manifest;
import io.calink.bundle.Plan;
import io.calink.bundle.Status;
import io.calink.bundle.Verification;
import io.calink.bundle.Workplace;
import io.calink.config.Configuration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the built-in configuration gathers: nothing that opens a door, from a host where all doors have a key. */
class DefaultBundleTests {
    private static final String SECRET = "Zw7planted";
    private static final String HASH = "$6$saltsalt$" + SECRET;

    @TempDir
    Path directory;

    @Test
    void holdsNoPasswordHashNoKeyAndNoCredential() throws Exception {
        plantSecrets();

        Map<String, String> bundle = gather();

        assertThat(bundle.get("files/var/log/messages")).isEqualTo("harmless\n");
        assertThat(bundle.get("commands/fstab.txt")).contains("/dev/sda1 / ext4");
        assertThat(bundle.get("commands/users.txt")).contains("alice:1000");
        bundle.forEach((name, content) -> assertThat(content).as(name).doesNotContain(SECRET));
        Manifest manifest = Manifest.read(
                new ByteArrayInputStream(bundle.getOrDefault(Manifest.NAME, "").getBytes(StandardCharsets.UTF_8)));
        assertThat(manifest.items())
                .filteredOn(item -> item.kind() == Item.Kind.COMMAND)
                .allSatisfy(item -> assertThat(item.status())
                        .as(item.name() + ": " + item.detail())
                        .isIn(Status.OK, Status.ABSENT));
    }

    private void plantSecrets() throws IOException {
        write("var/log/messages", "harmless\n");
        write(
                "etc/fstab",
                "/dev/sda1 / ext4 defaults 0 1\n//nas/x /x cifs username=u" + SECRET + ",password=" + SECRET + "\n");
        write("etc/passwd", "alice:" + HASH + ":1000:1000::/home/alice:/bin/sh\n");
        write("etc/group", "wheel:" + HASH + ":10:alice\n");
        for (String hashes : new String[] {"shadow", "shadow-", "gshadow", "gshadow-", "security/opasswd"}) {
            write("etc/" + hashes, "root:" + HASH + ":1::::::\n");
        }
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + SECRET + "\n-----END OPENSSH PRIVATE KEY-----\n";
        for (String file : new String[] {
            "etc/ssh/ssh_host_rsa_key",
            "etc/ssl/private/server.key",
            "etc/pki/tls/private/server.key",
            "root/.ssh/id_rsa",
            "home/alice/.ssh/id_ed25519",
            "etc/krb5.keytab",
            "etc/wireguard/wg0.conf",
            "etc/sudoers",
            "etc/sudoers.d/deploy",
            "etc/ppp/chap-secrets",
            "etc/chrony.keys",
            "etc/chrony/chrony.keys",
            "etc/ntp/keys",
            "etc/netplan/wifi.yaml",
            "etc/NetworkManager/system-connections/wifi.nmconnection",
            "etc/wpa_supplicant/wpa_supplicant.conf",
            "etc/apt/auth.conf",
            "etc/cron.d/backup",
            "etc/systemd/system/app.service",
            "etc/multipath/secret",
            "etc/iscsi/iscsid.conf",
            "etc/dnf/dnf.conf",
            "etc/yum.conf",
            "etc/mail/authinfo",
            "etc/mysql/debian.cnf",
            "var/log/mail.log",
            "var/lib/mysql/user.frm",
            "var/spool/cron/root",
            "root/.pgpass",
            "root/.bash_history",
            "proc/1/environ"
        }) {
            write(file, key);
        }
        write("etc/apt/sources.list", "deb https://u:" + SECRET + "@packages.example/debian stable main\n");
        write(
                "etc/yum.repos.d/a.repo",
                "[a]\nbaseurl=https://u:" + SECRET + "@packages.example/\npassword=" + SECRET + "\n");
        write("etc/apk/repositories", "https://u:" + SECRET + "@packages.example/alpine\n");
    }

    private Map<String, String> gather() throws Exception {
        Workplace here = Workplace.here();
        Workplace workplace =
                new Workplace(directory.resolve("root"), directory, here.environment(), directory, here.clock(), 2);
        try (CaLink calink = CaLink.at(workplace)) {
            Plan plan = Configuration.parse(
                            Files.readAllBytes(Path.of("calink-config.ini")),
                            "calink-config.ini",
                            calink.descriptions().keySet())
                    .plan();
            Path archive = calink.gather(plan, directory).archive();
            assertThat(Verification.of(archive).findings()).isEmpty();
            return entries(archive);
        }
    }

    private static Map<String, String> entries(Path archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ArchiveReader reader = new ArchiveReader(Files.newInputStream(archive))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                String name = entry.name().substring(entry.name().indexOf('/') + 1);
                entries.put(name, new String(reader.content().readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return entries;
    }

    private void write(String path, String content) throws IOException {
        Path file = directory.resolve("root").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
