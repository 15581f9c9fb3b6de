package com.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.anyfs.FileSystem;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StorageConfigurationTest {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(StorageConfiguration.class);

    @Test
    void the_property_names_the_storage_and_the_context_closes_it() {
        AtomicReference<FileSystem> storage = new AtomicReference<>();
        context.withPropertyValues("notes.storage=mem:").run(running -> {
            storage.set(running.getBean(FileSystem.class));
            assertThat(storage.get().isOpen()).isTrue();
        });
        assertThat(storage.get().isOpen()).isFalse();
    }

    @Test
    void a_storage_that_is_unknown_stops_the_start() {
        context.withPropertyValues("notes.storage=floppy:a")
                .run(failed -> assertThat(failed.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("floppy"));
    }
}
