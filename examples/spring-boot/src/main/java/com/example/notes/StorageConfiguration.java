package com.example.notes;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import java.io.IOException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The storage, for all who ask for a {@link FileSystem}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotesProperties.class)
class StorageConfiguration {

    /** Spring closes it with the context, and with it what is still open. */
    @Bean
    FileSystem storage(NotesProperties properties) throws IOException {
        return FileSystems.open(properties.storage());
    }
}
