extension Migrations {
    /// The index for the count of sealed pages that were asked for, beside the one for secrets.
    static let pages = """
        CREATE INDEX audit_page ON audit (at, actor) WHERE action = 'page.ask';

        """
}
