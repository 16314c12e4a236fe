package io.calink.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.calink.load.PackagedService;
import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for those who have to sign in, by the browser's own dialog, and for those who may only look. */
class PageAccessEndToEnd {
    private static final String VIEWER = Tokens.make();
    private static final String COLLECTOR = Tokens.make();

    @TempDir
    static Path temporary;

    private static Chromium browser;
    private static PackagedService service;

    @BeforeAll
    static void start() throws Exception {
        service = PackagedService.start(
                Path.of(System.getProperty("java.home")),
                temporary,
                "[info]\nsystem=host\n[commands]\nhello=echo hello\n",
                "--calink.security.tokens="
                        + Grant.of("eye", Role.VIEWER, VIEWER).line() + ","
                        + Grant.of("hand", Role.COLLECTOR, COLLECTOR).line());
        browser = new Chromium();
    }

    @AfterAll
    static void stop() {
        browser.close();
        service.close();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        browser.assertNoComplaints();
    }

    /** Like somebody on another machine, whose connection tells nothing. */
    private static Page openWith(String token) {
        return browser.open(
                service.url(),
                new Browser.NewContextOptions()
                        .setExtraHTTPHeaders(Map.of("Via", "1.1 proxy"))
                        .setHttpCredentials("anybody", token));
    }

    private static Locator create(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create bundle"));
    }

    @Test
    void aTokenInTheBrowsersDialogIsAllThatACollectorNeeds() {
        Page page = openWith(COLLECTOR);
        page.getByLabel("Note").fill("signed in");
        create(page).click();
        Locator row = page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Bundles"))
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("signed in"));
        assertThat(row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Download")))
                .isVisible();
        assertThat(page.url()).doesNotContain(COLLECTOR);
        assertThat(page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))
                .isEqualTo(0);
        page.context().close();
    }

    @Test
    void aViewerSeesTheMachineAndIsToldWhyNoMore() {
        Page page = openWith(VIEWER);
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Processors")))
                .containsText("%");
        assertThat(page.getByText("The token is that of a viewer")).isVisible();
        assertThat(create(page)).isHidden();
        assertThat(page.getByRole(AriaRole.TABLE)).isHidden();
        page.context().close();
    }

    @Test
    void withoutATokenThereIsNoPage() {
        Page page = browser.open(
                service.url() + "/actuator/health/liveness",
                new Browser.NewContextOptions()
                        .setExtraHTTPHeaders(Map.of("Via", "1.1 proxy"))
                        .setHttpCredentials("anybody", "wrong"));
        assertThat(page.request().get(service.url()).status()).isEqualTo(401);
        page.context().close();
    }
}
