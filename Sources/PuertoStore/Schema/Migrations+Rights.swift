extension Migrations {
    /// The actions that programs may ask for, by hook secret.
    static let rights = """
        -- archive and upgrade are not among them: an operator has to read their plan.
        CREATE TABLE hook_secret_right (
            secret INTEGER NOT NULL REFERENCES hook_secret (id) ON DELETE CASCADE,
            action TEXT NOT NULL CHECK (action IN ('provision', 'suspend', 'resume', 'restart',
                'rotate', 'reconcile', 'build')),
            PRIMARY KEY (secret, action)
        ) STRICT, WITHOUT ROWID;

        """

    /// Gives secrets of before what they could ask for. A secret of one client asks for no build.
    static let rightsContent = """
        INSERT INTO hook_secret_right (secret, action)
            SELECT hook_secret.id, permitted.column1 FROM hook_secret
                JOIN (VALUES ('provision'), ('suspend'), ('resume'), ('restart'), ('rotate'),
                    ('reconcile'), ('build')) AS permitted
            WHERE permitted.column1 <> 'build' OR hook_secret.tenant IS NULL;

        """
}
