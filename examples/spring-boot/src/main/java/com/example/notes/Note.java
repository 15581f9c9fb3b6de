package com.example.notes;

import io.anyfs.FileInfo;

/**
 * What is told of a note.
 *
 * @param name its name
 * @param bytes its length
 */
record Note(String name, long bytes) {

    static Note of(FileInfo file) {
        return new Note(file.path().name(), file.size());
    }
}
