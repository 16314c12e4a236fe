package io.calink.info.linux;

import io.calink.info.AbsentException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine's own certificates, in the places where they usually lie; private keys are not opened.
 *
 * @param certificates the first of each file, at most {@value #MOST}
 * @param leftOut how many more files there are
 */
record Certificates(List<Certificate> certificates, int leftOut) {
    private static final int MOST = 200;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final List<String> PLACES = List.of(
            "/etc/pki/tls/certs",
            "/etc/ssl",
            "/etc/nginx/ssl",
            "/etc/nginx/certs",
            "/etc/apache2/ssl",
            "/etc/httpd/ssl",
            "/etc/kubernetes/pki",
            "/etc/kubernetes/pki/etcd",
            "/etc/docker/certs",
            "/etc/calink");

    /** One certificate: whose it is, who vouches for it, and from when to when. */
    record Certificate(String path, String subject, String issuer, Instant notBefore, Instant notAfter) {}

    static Certificates of(Facts facts) throws AbsentException {
        List<String> paths = new ArrayList<>();
        for (String name : facts.names("/etc/letsencrypt/live")) {
            if (!name.equals("README")) {
                paths.add("/etc/letsencrypt/live/" + name + "/cert.pem");
            }
        }
        for (String place : PLACES) {
            for (String name : facts.names(place)) {
                boolean bundle = name.startsWith("ca-bundle"); // of those whom the machine trusts, not its own
                if (!bundle && (name.endsWith(".crt") || name.endsWith(".pem") || name.endsWith(".cer"))) {
                    paths.add(place + "/" + name);
                }
            }
        }
        List<Certificate> certificates = new ArrayList<>();
        for (String path : paths.subList(0, Math.min(MOST, paths.size()))) {
            String text = facts.text(path);
            Certificate certificate = text == null ? null : parse(path, text);
            if (certificate != null) {
                certificates.add(certificate);
            }
        }
        if (certificates.isEmpty()) {
            throw new AbsentException(
                    "No certificate of this machine lies where they usually do, or this user may not" + " read them.");
        }
        return new Certificates(certificates, Math.max(0, paths.size() - MOST));
    }

    /** The first certificate of a PEM file, {@code null} where there is none that can be read. */
    static @Nullable Certificate parse(String path, String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(0, begin));
        if (begin < 0 || end < 0) {
            return null;
        }
        byte[] pem = text.substring(begin, end + END.length()).getBytes(StandardCharsets.ISO_8859_1);
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            return new Certificate(
                    path,
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        } catch (CertificateException e) {
            return null;
        }
    }
}
