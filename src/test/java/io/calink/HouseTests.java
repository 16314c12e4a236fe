package io.calink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.MessageDigest;

/** The arrows of the house, as CONTRIBUTING.md draws them. */
@AnalyzeClasses(packages = "io.calink", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTests {
    private static final String BASE = "io.calink";

    @ArchTest
    static final ArchRule springStaysInAppAndWeb = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".app..", BASE + ".web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.springdoc..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule oshiStaysInInfo = onlyIn("info", "oshi..");

    /** It takes a moment to load, which nobody waits for where the kernel's own files tell. */
    @ArchTest
    static final ArchRule oshiIsAskedInOnePlaceForEachKind = noClasses()
            .that()
            .resideInAPackage(BASE + ".info..")
            .and()
            .haveNameNotMatching(".*\\.Oshi\\w+(\\$.*)?") // with what the compiler makes of them
            .should()
            .dependOnClassesThat()
            .resideInAPackage("oshi..");

    @ArchTest
    static final ArchRule informationsStartNoProgram = noClasses()
            .that()
            .resideInAPackage(BASE + ".info..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Process.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule compressStaysInArchive = onlyIn("archive", "org.apache.commons.compress..");

    @ArchTest
    static final ArchRule ini4jStaysInConfig = onlyIn("config", "org.ini4j..");

    @ArchTest
    static final ArchRule picocliStaysInCli = onlyIn("cli", "picocli..");

    @ArchTest
    static final ArchRule re2jStaysInRedaction = onlyIn("redaction", "com.google.re2j..");

    @ArchTest
    static final ArchRule jaggedStaysInEncryption = onlyIn("encryption", "com.exceptionfactory..");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(BASE + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule infoIsALeaf = knowsOnly("info");

    @ArchTest
    static final ArchRule filesIsALeaf = knowsOnly("files");

    @ArchTest
    static final ArchRule commandsIsALeaf = knowsOnly("commands");

    @ArchTest
    static final ArchRule archiveIsALeaf = knowsOnly("archive");

    @ArchTest
    static final ArchRule tokensIsALeaf = knowsOnly("tokens");

    @ArchTest
    static final ArchRule redactionIsALeaf = knowsOnly("redaction");

    @ArchTest
    static final ArchRule encryptionIsALeaf = knowsOnly("encryption");

    @ArchTest
    static final ArchRule bundleKnowsTheLeaves =
            knowsOnly("bundle", "info", "files", "commands", "archive", "redaction", "encryption");

    @ArchTest
    static final ArchRule configKnowsTheBundle =
            knowsOnly("config", "bundle", "info", "files", "commands", "archive", "redaction", "encryption");

    @ArchTest
    static final ArchRule jobsKnowTheBundle =
            knowsOnly("jobs", "bundle", "info", "files", "commands", "archive", "redaction", "encryption");

    @ArchTest
    static final ArchRule nobodyButAppKnowsWeb = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".app..", BASE + ".web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".web..");

    @ArchTest
    static final ArchRule nobodyButAppKnowsCli = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".app..", BASE + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".cli..");

    @ArchTest
    static final ArchRule tokensAreComparedInATimeThatTellsNothing = classes()
            .that()
            .haveSimpleName("Grant")
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

    private static ArchRule onlyIn(String room, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    private static ArchRule knowsOnly(String room, String... lower) {
        String[] strangers = java.util.stream.Stream.of(
                        "",
                        ".app..",
                        ".web..",
                        ".cli..",
                        ".jobs..",
                        ".config..",
                        ".bundle..",
                        ".info..",
                        ".files..",
                        ".commands..",
                        ".archive..",
                        ".redaction..",
                        ".encryption..",
                        ".tokens..")
                .filter(p -> !p.equals("." + room + "..")
                        && !java.util.List.of(lower).contains(room(p)))
                .map(p -> BASE + p)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(BASE + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(strangers)
                .allowEmptyShould(true);
    }

    private static String room(String pattern) {
        return pattern.replace(".", "");
    }
}
