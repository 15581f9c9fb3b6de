package com.example.notes;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Notes over HTTP, a file for each. */
@RestController
@RequestMapping("/notes")
class NotesController {

    private final FileSystem notes;

    NotesController(FileSystem notes) {
        this.notes = notes;
    }

    @GetMapping
    List<Note> list() throws IOException {
        return notes.entries(FsPath.ROOT).stream().map(Note::of).toList();
    }

    @GetMapping("/{name}")
    void read(@PathVariable String name, OutputStream response) throws IOException {
        try (InputStream note = notes.newInputStream(path(name).toString())) {
            note.transferTo(response);
        }
    }

    /** A client that goes away before it has sent all leaves the note as it was. */
    @PutMapping("/{name}")
    Note write(@PathVariable String name, InputStream request) throws IOException {
        return Note.of(
                notes.write(path(name), WriteOptions.replace(), file -> request.transferTo(file.asOutputStream())));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) throws IOException {
        notes.delete(path(name).toString());
    }

    @ExceptionHandler(NoSuchFileException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    void tellThatItIsMissing() {}

    /** One name below the root, whatever the client has sent. */
    private static FsPath path(String name) {
        return FsPath.ROOT.child(name);
    }
}
