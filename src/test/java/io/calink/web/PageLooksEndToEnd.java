package io.calink.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.calink.load.PackagedService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in light and dark, on a desk and on a phone, as axe-core judges it for people who cannot see or point. With
 * {@code -Dcalink.page.screenshots=docs} the pictures of the README are written there.
 */
class PageLooksEndToEnd {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String JUDGE =
            "() => axe.run().then(found => found.violations.filter(one => ['serious', 'critical'].includes(one.impact))"
                    + ".map(one => one.id + ': ' + one.help + ' ' + one.nodes.map(node => node.html).join(' | ')))";
    private static final double FIRST_PAINT_MILLIS = 300;
    private static final int TRIES = 20;
    private static final Set<String> PICTURES = Set.of("page-light", "page-dark-inside");

    @TempDir
    static Path temporary;

    private static Chromium browser;
    private static PackagedService service;
    private static String bundle = "";
    private static String axe;

    @BeforeAll
    static void gather() throws Exception {
        service = PackagedService.start(Path.of(System.getProperty("java.home")), temporary, """
                [info]
                system=host,os,version,uptime
                resources=loadavg,cpu,vmem,smem,disk
                [files]
                etc_files=hosts,os-release,services,nothere.conf
                var_log_dirs=apt
                [commands]
                kernel=uname -a
                busiest=ps aux --sort=-%cpu | head -n 20
                space=df -h
                slow=sleep 60
                [limits]
                command_time.slow=300ms
                file_size.etc_files=8KiB
                """);
        for (String note : List.of("before the update", "ticket 4711")) {
            bundle = RawAnswer.to(
                            service.port(),
                            "POST",
                            "/bundles",
                            List.of("Prefer: wait=60", "Content-Type: application/json"),
                            "{\"note\":\"" + note + "\"}")
                    .json()
                    .get("id")
                    .stringValue();
        }
        try (InputStream script = Objects.requireNonNull(PageLooksEndToEnd.class.getResourceAsStream(AXE))) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        browser = new Chromium();
    }

    @AfterAll
    static void stop() {
        browser.close();
        service.close();
    }

    private static void judge(Page page, String picture) {
        String directory = System.getProperty("calink.page.screenshots", "");
        if (!directory.isEmpty() && PICTURES.contains(picture)) {
            page.waitForFunction("document.querySelector('path.line').getAttribute('d').length > 150");
            page.locator("[title=version]")
                    .evaluate("kernel => kernel.textContent = 'Linux-6.1.0-13-amd64-x86_64-with-debian-12'");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(directory, picture + ".png")));
        }
        page.evaluate(axe);
        assertThat((List<?>) page.evaluate(JUDGE)).as(picture).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1280,960", "DARK,1280,960", "LIGHT,390,844", "DARK,390,844"})
    void everybodyCanUseIt(ColorScheme scheme, int width, int height) {
        String kind = "page-" + (width < 600 ? "phone-" : "") + scheme.name().toLowerCase(Locale.ROOT);
        Page page = browser.open(
                service.url(),
                new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setViewportSize(width, height)
                        .setBypassCSP(true)); // axe is a stranger
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Processors")))
                .containsText(Pattern.compile("\\d %"));
        assertThat(page.getByText("ticket 4711").first()).isVisible();
        assertThat(page.getByText(Pattern.compile("About .* files"))).isVisible();
        judge(page, kind);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.getByText("What goes in").click();
        judge(page, kind + "-choice");

        page.navigate(service.url() + "/#/bundles/" + bundle);
        assertThat(page.getByRole(AriaRole.TREEITEM).first()).isVisible();
        assertThat(page.getByText("/etc/nothere.conf")).isVisible();
        judge(page, kind + "-inside");
        page.getByLabel("Filter").fill("os-release");
        page.getByRole(AriaRole.TREE).getByRole(AriaRole.LINK).first().click();
        page.getByLabel("Find in this entry").fill("debian");
        page.keyboard().press("Enter");
        assertThat(page.locator("mark").first()).isVisible();
        judge(page, kind + "-entry");
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.context().close();
        browser.assertNoComplaints();
    }

    @Test
    void itIsThereAtOnce() {
        double best = Double.MAX_VALUE;
        for (int attempt = 0; attempt < TRIES && best >= FIRST_PAINT_MILLIS; attempt++) {
            Page page = browser.open(service.url());
            Object painted = page.evaluate("() => new Promise(done => new PerformanceObserver(list => "
                    + "done(list.getEntries()[0].startTime)).observe({type: 'paint', buffered: true}))");
            best = Math.min(best, ((Number) painted).doubleValue());
            page.context().close();
        }
        assertThat(best).isLessThan(FIRST_PAINT_MILLIS);
    }
}
