package org.arenavault;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.arenavault.fossil.ConsoleLink;
import org.arenavault.fossil.ConsoleLinkContractTest;
import org.arenavault.history.History;
import org.arenavault.history.HistoryContractTest;
import org.arenavault.io.ByteLine;
import org.arenavault.io.ByteLineContractTest;
import org.arenavault.io.Disks;
import org.arenavault.io.DisksContractTest;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockSourceContractTest;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockStoreContractTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every implementation of a seam passes the seam's contract: those of the program, and those that tests put there. */
class ContractsTest {

    private static final Map<Class<?>, Class<?>> SUITES = Map.of(Storage.class, StorageContractTest.class,
            Disks.class, DisksContractTest.class, BlockSource.class, BlockSourceContractTest.class,
            BlockStore.class, BlockStoreContractTest.class, History.class, HistoryContractTest.class,
            ByteLine.class, ByteLineContractTest.class, ConsoleLink.class, ConsoleLinkContractTest.class);

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all = new ClassFileImporter().importPackages("org.arenavault");
    }

    /** What they say of the whole program takes much memory. */
    @AfterAll
    static void forget() {
        all = null;
    }

    private static Set<Class<?>> seams() {
        return SUITES.keySet();
    }

    private static boolean isConcrete(JavaClass type) {
        return !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    @ParameterizedTest
    @MethodSource("seams")
    void noImplementationIsLeftOut(Class<?> seam) {
        Set<String> there = all.stream().filter(type -> type.isAssignableTo(seam) && isConcrete(type))
                .map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> tried = all.stream().filter(type -> type.isAssignableTo(SUITES.get(seam)) && isConcrete(type))
                .map(type -> "org.arenavault." + type.getAnnotationOfType(Keeps.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).isNotEmpty();
        assertThat(tried).as("those that pass %s", SUITES.get(seam).getSimpleName()).isEqualTo(there);
    }
}
