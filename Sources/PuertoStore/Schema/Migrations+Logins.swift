extension Migrations {
    /// Wrong logins as the history counts them, and the codes that log in once. The broker keeps
    /// the places of passwords that are being verified in its memory.
    static let logins = """
        DROP TABLE password_check;

        -- Wrong logins of ten minutes, which have a few lines of the history together.
        CREATE TABLE login_count (
            way TEXT NOT NULL CHECK (way IN ('password', 'passkey', 'code')),
            -- Empty for the networks that are counted together.
            network TEXT NOT NULL,
            -- The operator's name; empty where there is none of that name.
            name TEXT NOT NULL,
            began_at INTEGER NOT NULL,
            tries INTEGER NOT NULL CHECK (tries >= 1),
            -- The number of tries in the newest line about them; 0 before the first.
            told INTEGER NOT NULL CHECK (told BETWEEN 0 AND tries),
            PRIMARY KEY (way, network, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE login_code (
            operator INTEGER PRIMARY KEY REFERENCES operator (id) ON DELETE CASCADE,
            -- SHA-256 of the code, which has 100 random bits.
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            made_at INTEGER NOT NULL
        ) STRICT;

        """
}
