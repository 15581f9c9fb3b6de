package io.anyfs.memory;

/** A part of a file's content: a chunk of bytes, or a branch over many. A missing part reads as zeros. */
sealed interface Part permits Chunk, Branch {}
