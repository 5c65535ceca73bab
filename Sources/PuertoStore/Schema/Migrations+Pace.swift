extension Migrations {
    /// Indexes for what is counted and listed at each request, which would read the whole history
    /// else. Each has the lines of its question alone, so that other lines cost nothing.
    static let pace = """
        CREATE INDEX audit_approval ON audit (actor, seq) WHERE action = 'approval';
        CREATE INDEX audit_secret ON audit (at, actor)
        WHERE action IN ('reveal.ask', 'link.ask');
        CREATE INDEX audit_paced ON audit (actor, action, at)
        WHERE action IN ('tenant.add', 'plan.ask', 'job.cancel', 'link.revoke');
        CREATE INDEX job_by_time ON job (action, created_at, actor);

        """
}
