package io.calink.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.calink.load.PackagedService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the page shows of the inside of a bundle, whatever names and contents are in it. */
class PageInsideEndToEnd {
    private static final String TRAP = "<img src=x onerror=\"window.caught=1\">";
    private static final int LINES = 300_000;

    @TempDir
    static Path temporary;

    private static Chromium browser;
    private static PackagedService service;
    private static String bundle;

    private Page page;

    @BeforeAll
    static void gather() throws Exception {
        Path logs = Files.createDirectory(temporary.resolve("logs"));
        Files.writeString(logs.resolve(TRAP), TRAP + "\n<script>window.caught=1</script>\n");
        Files.writeString(logs.resolve("page.html"), "<script>document.title='caught'</script>");
        Files.writeString(logs.resolve("turned\u202egol.exe"), "name\n");
        Files.writeString(logs.resolve("setting.json"), "{\"a\":[1,2.50],\"big\":12345678901234567890,\"none\":{}}");
        Files.write(logs.resolve("latin"), new byte[] {'c', 'a', 'f', (byte) 0xe9, '\n', 0, '\n'});
        Files.writeString(
                logs.resolve("long.log"),
                IntStream.rangeClosed(1, LINES)
                        .mapToObj(line -> "line " + line + " of a log that goes on and on"
                                + (line == LINES - 5 ? " until it meets its needle" : ""))
                        .collect(Collectors.joining("\n", "", "\n")));
        service = PackagedService.start(
                Path.of(System.getProperty("java.home")),
                temporary,
                "[info]\nsystem=host,os\n[files]\n_dirs=" + logs + "\n_files=/no/such/file\n[commands]\n"
                        + "trap=printf '</script><script>window.caught=1</script>\\033[31mred\\n'; exit 3\n"
                        + "slow=echo begun; sleep 20\n[limits]\ncommand_time.slow=200ms\n");
        JsonNode made = RawAnswer.to(
                        service.port(),
                        "POST",
                        "/bundles",
                        List.of("Prefer: wait=60", "Content-Type: application/json"),
                        "{\"note\":\"" + TRAP.replace("\"", "\\\"") + "\"}")
                .json();
        bundle = made.get("id").stringValue();
        assertThat(made.get("state").stringValue()).isEqualTo("SUCCEEDED");
        browser = new Chromium();
    }

    @AfterAll
    static void stop() {
        browser.close();
        service.close();
    }

    @BeforeEach
    void look() {
        page = browser.open(service.url() + "/#/bundles/" + bundle);
    }

    @AfterEach
    void nothingOfItRan() {
        assertThat(page.evaluate("String(window.caught)")).isEqualTo("undefined");
        page.context().close();
        browser.assertNoComplaints();
    }

    private Locator tree() {
        return page.getByRole(AriaRole.TREE);
    }

    private Locator content() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Content of"));
    }

    private void open(String name) {
        page.getByLabel("Filter").fill(name);
        tree().getByRole(AriaRole.LINK).first().click();
        assertThat(content()).isVisible();
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Test
    void whatIsMissingAndWhyComesFirst() {
        Locator problems = page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("problem"));
        assertThat(problems).containsText("/no/such/file");
        assertThat(problems).containsText("absent");
        assertThat(problems).containsText("timeout");
        problems.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("slow"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("slow")))
                .isVisible();
    }

    @Test
    void hostileNamesAndOutputsAreText() {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(TRAP)))
                .isVisible();
        open("<img");
        assertThat(content()).containsText("<script>window.caught=1</script>");
        page.getByLabel("Filter").fill("turned");
        assertThat(tree()).containsText("turned\\u202egol.exe");
        open("commands/trap");
        assertThat(content()).containsText("</script><script>window.caught=1</script>\\x1b[31mred");
        assertThat(page.getByText("exit code 3")).isVisible();
        assertThat(page.getByText(Pattern.compile("took \\d"))).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All bundles"))
                .click();
        assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Bundles")))
                .containsText(TRAP);
    }

    @Test
    void bytesThatAreNoTextAreWrittenOut() {
        open("latin");
        assertThat(content()).containsText("caf\\xe9");
        assertThat(content()).containsText("\\x00");
    }

    @Test
    void anEntryThatIsOpenedByItselfRunsNothing() throws IOException {
        JsonNode entries = RawAnswer.to(
                        service.port(), "GET", "/bundles/" + bundle + "/entries?limit=1000", List.of(), "")
                .json()
                .get("entries");
        for (JsonNode entry : entries) {
            if (entry.get("name").stringValue().endsWith("page.html")) {
                Response answer = page.navigate(
                        service.url() + entry.get("links").get("content").stringValue());
                assertThat(answer.headerValue("content-type")).startsWith("text/plain");
                assertThat(answer.headerValue("content-security-policy")).startsWith("sandbox");
                assertThat(answer.headerValue("x-content-type-options")).isEqualTo("nosniff");
                assertThat(page.title()).isNotEqualTo("caught");
                return;
            }
        }
        throw new AssertionError("The page is not in the archive");
    }

    @Test
    void aLongLogOpensAtItsEndAndAtAnyLineAndIsSearchedWhole() {
        open("long.log");
        assertThat(content()).containsText("line 1 of a log");
        press("Next");
        assertThat(content()).not().containsText("line 1 of a log");
        press("Last");
        assertThat(content()).containsText("line " + LINES + " of a log");
        assertThat(page.getByText("lines are counted from the end")).isVisible();

        page.getByLabel("Line", new Page.GetByLabelOptions().setExact(true)).fill("123456");
        press("Go");
        Locator line = page.locator("[aria-current=location]");
        assertThat(line).containsText("123456line 123456 of a log");
        assertThat(page).hasURL(Pattern.compile(".*/L123456$"));
        page.reload();
        assertThat(line).containsText("123456line 123456 of a log");

        page.getByLabel("Find in this entry").fill("MEETS ITS NEEDLE");
        press("Find");
        Locator hits = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Hits"));
        assertThat(hits.getByRole(AriaRole.LISTITEM)).hasCount(1);
        assertThat(line).containsText((LINES - 5) + "line " + (LINES - 5) + " of a log");
        assertThat(content().locator("mark")).hasText("meets its needle");
    }

    @Test
    void directoriesWithNothingButAnotherAreNoStopOnTheWay() {
        assertThat(tree().getByText("long.log")).isVisible();
    }

    @Test
    void jsonIsLaidOutAndShownAsItIs() {
        open("setting.json");
        assertThat(content()).containsText("  \"big\": 12345678901234567890,");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("As it is"))
                .click();
        assertThat(content())
                .containsText(new String("{\"a\":[1,2.50],".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertThat(page).hasURL(Pattern.compile(".*/raw$"));
    }
}
