package com.example.notes;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be configured.
 *
 * @param storage the URL of the storage that keeps the notes
 */
@ConfigurationProperties("notes")
record NotesProperties(String storage) {}
