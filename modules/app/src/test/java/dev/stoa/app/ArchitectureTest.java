package dev.stoa.app;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** What may know what. */
@AnalyzeClasses(
        packages = "dev.stoa",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.WithoutTestkit.class
        })
class ArchitectureTest {
    private static final String PLATFORM = "dev.stoa.platform..";
    private static final String APP = "dev.stoa.app..";

    /** Leaves out what only tests use. */
    static final class WithoutTestkit implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return !location.contains("testkit");
        }
    }

    @ArchTest
    static void allModulesAreLookedAt(JavaClasses classes) {
        assertThat(classes.stream().map(type -> type.getPackageName().split("\\.", -1)[2]).toList())
                .contains("app", "platform", "sessions", "forum", "telemetry", "maintenance");
    }

    @ArchTest
    static final ArchRule MODULES_KNOW_NOTHING_BUT_THE_PLATFORM =
            slices().matching("dev.stoa.(*)..")
                    .namingSlices("$1")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage(PLATFORM));

    @ArchTest
    static final ArchRule PLATFORM_KNOWS_NO_OTHER_MODULE =
            noClasses()
                    .that()
                    .resideInAPackage(PLATFORM)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.stoa..")
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAPackage(PLATFORM)
                                                            .or(
                                                                    resideInAPackage(
                                                                            "dev.stoa.migrations..")))));

    @ArchTest
    static final ArchRule ONLY_THE_PLATFORM_USES_ITS_INTERNALS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(PLATFORM)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.stoa.platform.internal..");

    /** A data source may be handed on; asking it for a connection may not be done elsewhere. */
    @ArchTest
    static final ArchRule ONLY_SQL_TALKS_TO_THE_DATABASE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.stoa.platform.sql..",
                            "dev.stoa.platform.internal.migrate..",
                            "dev.stoa.platform.internal.postgres..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "io.helidon.dbclient..",
                            "org.postgresql..",
                            "com.zaxxer.hikari..");

    @ArchTest
    static final ArchRule ONLY_HTTP_KNOWS_THE_WEB_SERVER =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.stoa.platform.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.helidon.webserver..", "io.helidon.http..");

    @ArchTest
    static final ArchRule FEATURES_LOG_AND_DO_NOT_PRINT =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(PLATFORM, APP)
                    .and()
                    .haveSimpleNameNotEndingWith("Command")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule NOBODY_USES_THREAD_LOCALS =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    @ArchTest
    static final ArchRule NO_LOCK_IS_HELD_DURING_IO =
            methods()
                    .that()
                    .haveModifier(SYNCHRONIZED)
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage(APP)
                    .should(doNoIo());

    private static ArchCondition<JavaMethod> doNoIo() {
        Set<String> outside =
                Set.of("java.io", "java.net", "java.sql", "java.nio.channels", "java.nio.file");
        return new ArchCondition<>("do no I/O themselves") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getCallsFromSelf().stream()
                        .filter(call -> touches(call.getTargetOwner(), outside))
                        .map(call -> SimpleConditionEvent.violated(call, call.getDescription()))
                        .forEach(events::add);
            }
        };
    }

    private static boolean touches(JavaClass type, Set<String> packages) {
        return packages.contains(type.getPackageName())
                || type.getPackageName().startsWith("org.redisson");
    }
}
