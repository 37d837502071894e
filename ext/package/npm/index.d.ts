/** A connection of better-sqlite3, libsql, bun:sqlite, or of node:sqlite opened with `allowExtension: true`. */
export interface Loader {
  loadExtension(file: string): unknown;
}

/** Gives the connection the functions of asistat. */
export declare function load(db: Loader): void;

/** The library for this machine, for clients that load it in another way. Throws when there is none. */
export declare function loadablePath(): string;
