package io.calink.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.calink.load.PackagedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page in a real browser, on the real service: a bundle from the button to the file on disk. */
class PageEndToEnd {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    static Path temporary;

    private static Chromium browser;
    private static PackagedService service;

    private Page page;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(Files.createDirectory(temporary.resolve("logs")).resolve("engine.log"), "all is well\n");
        service = begin();
        browser = new Chromium();
    }

    private static PackagedService begin() throws Exception {
        return PackagedService.start(
                JAVA,
                temporary,
                "[info]\nsystem=host,os\nload=loadavg\n[files]\n_dirs=" + temporary.resolve("logs")
                        + "\n[commands]\nhello=echo hello\nwaits=until [ -e " + temporary.resolve("go")
                        + " ]; do sleep 0.05; done\n[limits]\ncommand_time=5m\n",
                "--spring.lifecycle.timeout-per-shutdown-phase=100ms");
    }

    @AfterAll
    static void stop() {
        browser.close();
        service.close();
    }

    @BeforeEach
    void open() throws IOException {
        Files.deleteIfExists(temporary.resolve("go"));
        page = browser.open(service.url());
    }

    @AfterEach
    void leave() throws IOException {
        go();
        page.context().close();
        browser.assertNoComplaints();
    }

    /** Lets the command end for which a bundle waits. */
    private static void go() throws IOException {
        if (!Files.exists(temporary.resolve("go"))) {
            Files.createFile(temporary.resolve("go"));
        }
    }

    private static Locator button(Page on, String name) {
        return on.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator progress(Page on) {
        return on.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Progress"));
    }

    private static Locator row(Page on, String note) {
        return on.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Bundles"))
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(note));
    }

    private static Locator link(Locator within, String name) {
        return within.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private void create(String note) {
        page.getByLabel("Note").fill(note);
        button(page, "Create bundle").click();
        assertThat(row(page, note)).isVisible();
    }

    private static JsonNode bundle(String note) throws IOException {
        for (JsonNode bundle : RawAnswer.to(service.port(), "GET", "/bundles", List.of(), "")
                .json()
                .get("bundles")) {
            if (bundle.get("note").asString("").equals(note)) {
                return bundle;
            }
        }
        throw new AssertionError("There is no bundle " + note);
    }

    @Test
    void aBundleIsMadeWatchedAcrossAReloadAndDownloadedWhole() throws Exception {
        assertThat(page.getByText(Pattern.compile("About .* in 1 file, 3 informations, 2 commands")))
                .isVisible();
        create("ticket 4711");
        assertThat(progress(page)).containsText("read");
        assertThat(button(row(page, "ticket 4711"), "Cancel")).isVisible();

        page.reload();
        assertThat(progress(page)).containsText(Pattern.compile("of \\d+ items"));
        assertThat(row(page, "ticket 4711")).containsText("running");
        go();
        Locator download = link(row(page, "ticket 4711"), "Download");
        assertThat(download).isVisible();
        assertThat(progress(page)).containsText("100 %");
        Download file = page.waitForDownload(download::click);
        JsonNode archive = bundle("ticket 4711").get("archive");
        assertThat(file.suggestedFilename()).isEqualTo(archive.get("name").stringValue());
        assertThat(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file.path()))))
                .isEqualTo(archive.get("sha256").stringValue());
    }

    @Test
    void whatIsChosenGoesInAndNoMore() throws Exception {
        go();
        page.getByText("What goes in: everything").click();
        for (String section : List.of("Informations", "Files")) {
            button(page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(section)), "none")
                    .click();
        }
        page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("waits"))
                .uncheck();
        page.getByLabel("Format").selectOption("zip");
        assertThat(page.getByText(Pattern.compile("0 files, 0 informations, 1 command")))
                .isVisible();
        create("only hello");
        assertThat(link(row(page, "only hello"), "Download")).isVisible();
        JsonNode made = bundle("only hello");
        assertThat(made.get("progress").get("items_total").intValue()).isEqualTo(1);
        assertThat(made.get("archive").get("format").stringValue()).isEqualTo("zip");
    }

    @Test
    void aMistakeIsToldBesideTheButton() {
        page.getByLabel("Logs since").fill("2 fortnights");
        button(page, "Create bundle").click();
        assertThat(page.locator("#order").getByRole(AriaRole.ALERT)).containsText("since");
    }

    @Test
    void aBundleIsCancelledAndAnotherStoppedAndKept() {
        create("cancelled one");
        button(row(page, "cancelled one"), "Cancel").click();
        assertThat(row(page, "cancelled one")).containsText("cancelled");
        create("kept one");
        assertThat(row(page, "kept one")).containsText("running");
        button(row(page, "kept one"), "Stop and keep").click();
        assertThat(row(page, "kept one")).containsText("partial");
        assertThat(link(row(page, "kept one"), "Browse")).isVisible();
    }

    @Test
    void aBundleIsDeletedUnlessSomebodyRegretsIt() throws Exception {
        go();
        create("to be deleted");
        Locator row = row(page, "to be deleted");
        button(row, "Delete").click();
        button(row, "Undo").click();
        assertThat(link(row, "Download")).isVisible();
        String path = bundle("to be deleted").get("links").get("self").stringValue();
        button(row, "Delete").click();
        assertThat(row).hasCount(0);
        assertThat(RawAnswer.to(service.port(), "GET", path, List.of(), "").status())
                .isEqualTo(410);
    }

    @Test
    void whoLeavesAfterDeletingHasDeleted() throws Exception {
        go();
        create("left behind");
        button(row(page, "left behind"), "Delete").click();
        String path = bundle("left behind").get("links").get("self").stringValue();
        page.navigate(service.url() + "/info/host");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        RawAnswer.to(service.port(), "GET", path, List.of(), "").status() == 410);
    }

    @Test
    void itGoesOnAfterTheServiceWasRestarted() throws Exception {
        try (CuttingRelay relay = new CuttingRelay(service.port())) {
            page.navigate("http://127.0.0.1:" + relay.port());
            create("interrupted one");
            assertThat(progress(page)).isVisible();
            service.close();
            assertThat(page.locator("#connection").getByText("The service cannot be reached"))
                    .isVisible();
            service = begin();
            relay.leadTo(service.port());
            assertThat(row(page, "interrupted one")).containsText(": interrupted");
            assertThat(page.locator("#connection").getByText("The service cannot be reached"))
                    .isHidden();
        }
    }

    @Test
    void itCanBeUsedWithTheKeyboardAlone() throws Exception {
        go();
        page.getByLabel("Note").focus();
        page.keyboard().type("typed");
        page.keyboard().press("Enter");
        Locator row = row(page, "typed");
        assertThat(link(row, "Download")).isVisible();
        link(row, "Browse").focus();
        page.keyboard().press("Enter");
        Locator tree = page.getByRole(AriaRole.TREE);
        Locator first = tree.getByRole(AriaRole.TREEITEM).first();
        assertThat(first).isVisible();
        first.focus();
        page.keyboard().press("End");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("redaction.json")))
                .isVisible();
    }
}
