package io.calink.redaction;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that say by their first letters what they are. The prefixes, the letters and the lengths are those that the rules
 * of gitleaks and the documentation of the providers give.
 *
 * @param rule the rule's name
 * @param prefix what the token begins with
 * @param rest the bytes that may follow
 * @param least how many of them there are at least
 * @param most how many there are at most
 */
record Tokens(String rule, String prefix, BitSet rest, int least, int most) implements Detector {
    private static final String WORD = "A-Za-z0-9_";
    private static final String NAME = "A-Za-z0-9_-";
    private static final String BASE64 = "A-Za-z0-9+/=";
    private static final String HEX = "a-fA-F0-9";
    private static final String ALNUM = "A-Za-z0-9";
    private static final String DOTTED = "A-Za-z0-9_.=-";
    private static final int LONG = 1024;

    static List<Tokens> all() {
        return List.of(
                token("aws", "AKIA", "A-Z0-9", 16, 16),
                token("aws", "ASIA", "A-Z0-9", 16, 16),
                token("aws", "ABIA", "A-Z0-9", 16, 16),
                token("aws", "ACCA", "A-Z0-9", 16, 16),
                token("aws", "ABSK", BASE64, 100, LONG),
                token("aws", "bedrock-api-key-", BASE64, 30, LONG),
                token("github", "ghp_", ALNUM, 30, 255),
                token("github", "gho_", ALNUM, 30, 255),
                token("github", "ghu_", ALNUM, 30, 255),
                token("github", "ghs_", DOTTED, 30, LONG),
                token("github", "ghr_", ALNUM, 30, 255),
                token("github", "github_pat_", WORD, 30, 255),
                token("gitlab", "glpat-", DOTTED, 20, 320),
                token("gitlab", "gldt-", NAME, 20, 64),
                token("gitlab", "glft-", NAME, 20, 64),
                token("gitlab", "glrt-", DOTTED, 20, 320),
                token("gitlab", "glrtr-", DOTTED, 20, 320),
                token("gitlab", "glcbt-", NAME, 20, 320),
                token("gitlab", "glptt-", NAME, 40, 64),
                token("gitlab", "glagent-", NAME, 50, 128),
                token("gitlab", "gloas-", NAME, 64, 64),
                token("gitlab", "glimt-", NAME, 25, 64),
                token("gitlab", "glsoat-", NAME, 20, 64),
                token("gitlab", "glffct-", NAME, 20, 64),
                token("gitlab", "GR1348941", NAME, 20, 64),
                token("slack", "xoxb-", NAME, 10, 255),
                token("slack", "xoxp-", NAME, 10, 255),
                token("slack", "xoxa-", NAME, 10, 255),
                token("slack", "xoxr-", NAME, 10, 255),
                token("slack", "xoxs-", NAME, 10, 255),
                token("slack", "xoxo-", NAME, 10, 255),
                token("slack", "xoxe-", NAME, 10, 255),
                token("slack", "xoxe.", DOTTED, 10, 255),
                token("slack", "xoxc-", NAME, 10, 255),
                token("slack", "xoxd-", "A-Za-z0-9%_-", 10, LONG),
                token("slack", "xapp-", NAME, 10, 255),
                token("slack", "hooks.slack.com/services/", "A-Za-z0-9+/", 20, 255),
                token("slack", "hooks.slack.com/workflows/", "A-Za-z0-9+/", 20, 255),
                token("google", "AIza", NAME, 35, 35),
                token("google", "ya29.", DOTTED, 20, LONG),
                token("google", "GOCSPX-", NAME, 20, 64),
                token("google", "1//0", NAME, 30, 255),
                token("stripe", "sk_live_", ALNUM, 10, 255),
                token("stripe", "sk_test_", ALNUM, 10, 255),
                token("stripe", "rk_live_", ALNUM, 10, 255),
                token("stripe", "rk_test_", ALNUM, 10, 255),
                token("stripe", "sk_prod_", ALNUM, 10, 255),
                token("stripe", "rk_prod_", ALNUM, 10, 255),
                token("stripe", "whsec_", BASE64, 20, 255),
                token("npm", "npm_", ALNUM, 30, 64),
                token("pypi", "pypi-", NAME, 50, LONG),
                token("rubygems", "rubygems_", HEX, 48, 48),
                token("cargo", "cio", ALNUM, 32, 32),
                token("nuget", "oy2", "a-z0-9", 43, 43),
                token("clojars", "CLOJARS_", ALNUM, 60, 60),
                token("sendgrid", "SG.", DOTTED, 60, 80),
                token("mailgun", "key-", HEX, 32, 32),
                token("sendinblue", "xkeysib-", NAME, 64, 128),
                token("vault", "hvs.", NAME, 24, 320),
                token("vault", "hvb.", NAME, 100, 320),
                token("vault", "hvr.", NAME, 24, 320),
                token("digitalocean", "dop_v1_", HEX, 64, 64),
                token("digitalocean", "doo_v1_", HEX, 64, 64),
                token("digitalocean", "dor_v1_", HEX, 64, 64),
                token("databricks", "dapi", HEX, 32, 34),
                token("doppler", "dp.pt.", ALNUM, 40, 64),
                token("doppler", "dp.st.", DOTTED, 40, 128),
                token("dynatrace", "dt0c01.", DOTTED, 80, 120),
                token("flyio", "fo1_", NAME, 43, 43),
                token("flyio", "fm2_", BASE64, 100, LONG),
                token("grafana", "glc_", BASE64, 32, 400),
                token("grafana", "glsa_", WORD, 40, 64),
                token("huggingface", "hf_", ALNUM, 34, 40),
                token("linear", "lin_api_", ALNUM, 40, 40),
                token("notion", "ntn_", ALNUM, 40, 64),
                token("openai", "sk-proj-", NAME, 40, 255),
                token("openai", "sk-svcacct-", NAME, 40, 255),
                token("openai", "sk-admin-", NAME, 40, 255),
                token("anthropic", "sk-ant-", NAME, 40, 255),
                token("openai", "sk-", ALNUM, 40, 64),
                token("perplexity", "pplx-", ALNUM, 40, 64),
                token("planetscale", "pscale_tkn_", DOTTED, 32, 64),
                token("planetscale", "pscale_pw_", DOTTED, 32, 64),
                token("planetscale", "pscale_oauth_", DOTTED, 32, 64),
                token("postman", "PMAK-", NAME, 50, 64),
                token("pulumi", "pul-", HEX, 40, 40),
                token("readme", "rdme_", ALNUM, 70, 70),
                token("sentry", "sntrys_", "A-Za-z0-9+/=_", 60, 512),
                token("sentry", "sntryu_", HEX, 64, 64),
                token("shippo", "shippo_live_", HEX, 40, 40),
                token("shippo", "shippo_test_", HEX, 40, 40),
                token("shopify", "shpat_", HEX, 32, 32),
                token("shopify", "shpca_", HEX, 32, 32),
                token("shopify", "shppa_", HEX, 32, 32),
                token("shopify", "shpss_", HEX, 32, 32),
                token("sonar", "squ_", ALNUM, 40, 40),
                token("sonar", "sqp_", ALNUM, 40, 40),
                token("sourcegraph", "sgp_", WORD, 40, 64),
                token("square", "sq0atp-", NAME, 22, 64),
                token("square", "sq0csp-", NAME, 22, 64),
                token("square", "EAAA", NAME, 56, 64),
                token("tailscale", "tskey-", NAME, 20, 128),
                token("twilio", "SK", HEX, 32, 32),
                token("dockerhub", "dckr_pat_", NAME, 20, 64),
                token("dockerhub", "dckr_oat_", NAME, 20, 64),
                token("atlassian", "ATATT3", "A-Za-z0-9_=-", 100, 255),
                token("atlassian", "ATBB", ALNUM, 24, 40),
                token("artifactory", "AKCp", ALNUM, 60, 80),
                token("artifactory", "cmVmd", ALNUM, 59, 59),
                token("alibaba", "LTAI", ALNUM, 16, 24),
                token("age", "AGE-SECRET-KEY-1", "A-Z0-9", 40, 64),
                token("prefect", "pnu_", ALNUM, 36, 36),
                token("newrelic", "NRAK-", "A-Z0-9", 27, 27),
                token("heroku", "HRKU-", NAME, 36, 64),
                token("infracost", "ico-", ALNUM, 32, 32),
                token("openshift", "sha256~", NAME, 43, 43),
                token("1password", "ops_eyJ", BASE64, 100, LONG),
                token("1password", "A3-", "A-Z0-9-", 32, 34),
                token("buildkite", "bkua_", HEX, 40, 40),
                token("supabase", "sbp_", HEX, 40, 40),
                token("duffel", "duffel_", DOTTED, 40, 64),
                token("typeform", "tfp_", DOTTED, 59, 59),
                token("discord", "com/api/webhooks/", "A-Za-z0-9_/-", 40, 255),
                token("teams", "webhook.office.com/webhookb2/", "A-Za-z0-9@/-", 40, LONG),
                token("teams", "outlook.office.com/webhook/", "A-Za-z0-9@/-", 40, LONG),
                token("zapier", "hooks.zapier.com/hooks/catch/", "A-Za-z0-9/", 10, 64),
                token("figma", "figd_", NAME, 40, 64),
                token("facebook", "EAACEdEose0cBA", ALNUM, 20, 255),
                token("easypost", "EZAK", ALNUM, 54, 54),
                token("octopus", "API-", "A-Z0-9", 26, 26),
                token("calink", "calink_", NAME, 20, 128));
    }

    private static Tokens token(String rule, String prefix, String rest, int least, int most) {
        return new Tokens(rule, prefix, Chars.set(rest), least, most);
    }

    /** {@return what the gate looks for: the prefix, and what may follow it where it is too short for the gate} */
    List<String> literals() {
        return prefix.length() > 2
                ? List.of(prefix)
                : rest.stream().mapToObj(next -> prefix + (char) next).toList();
    }

    @Override
    public @Nullable Finding find(View view, int hit, int length, Memory memory) {
        if (Chars.word(view.at(hit - 1)) && !escaped(view, hit)) {
            return null;
        }
        int end = hit + prefix.length();
        int first = end;
        while (end - first <= most && end < view.to() && rest.get(view.at(end))) {
            end++;
        }
        int count = end - first;
        if (count < least || count > most || (most < 64 && Chars.word(view.at(end))) || word(view, first, end)) {
            return null;
        }
        return Finding.of(rule, hit, end);
    }

    /** The n of an escaped line's end is no part of a word. */
    static boolean escaped(View view, int hit) {
        return (view.at(hit - 2) == '\\' && "nrt".indexOf(view.at(hit - 1)) >= 0)
                || (view.at(hit - 3) == '%' && Chars.alphanumeric(view.at(hit - 2)));
    }

    /** A run of small letters and separators only is a name, as in {@code sk-something-or-other}. */
    private static boolean word(View view, int from, int end) {
        for (int i = from; i < end; i++) {
            int c = view.at(i);
            if (Chars.digit(c) || Chars.upper(c)) {
                return false;
            }
        }
        return true;
    }
}
