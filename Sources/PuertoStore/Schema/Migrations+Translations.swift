extension Migrations {
    /// Translations of failures, by the English text that jobs, logs,
    /// errands and the history have recorded.
    static let translations = """
        CREATE TABLE translation (
            language TEXT NOT NULL CHECK (language <> 'en' AND language <> ''),
            english TEXT NOT NULL CHECK (english <> ''),
            text TEXT NOT NULL CHECK (text <> ''),
            PRIMARY KEY (language, english)
        ) STRICT, WITHOUT ROWID;
        -- The history is kept for ever, and pages of it are not read again.
        CREATE TRIGGER translation_update BEFORE UPDATE ON translation BEGIN
            SELECT RAISE(ABORT, 'translation: what was said stays');
        END;
        CREATE TRIGGER translation_delete BEFORE DELETE ON translation BEGIN
            SELECT RAISE(ABORT, 'translation: what was said stays');
        END;
        -- INSERT OR REPLACE deletes without the trigger above.
        CREATE TRIGGER translation_insert BEFORE INSERT ON translation
        WHEN EXISTS (SELECT 1 FROM translation
            WHERE language = NEW.language AND english = NEW.english) BEGIN
            SELECT RAISE(IGNORE);
        END;

        """
}
