extension Migrations {
    /// Instances whose logins Puerto leaves as they are: an older version made the stack, or its
    /// record was made again from its containers.
    static let leftInstances = """
        CREATE TABLE instance_left (
            tenant INTEGER PRIMARY KEY CHECK (tenant <> 0) REFERENCES tenant (id)
        ) STRICT;
        CREATE TRIGGER tenant_instance_left BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM instance_left WHERE tenant = OLD.id;
        END;

        """

    static let leftInstancesContent = """
        INSERT INTO instance_left (tenant) SELECT tenant.id FROM tenant
            JOIN stack ON stack.tenant = tenant.id
            WHERE tenant.id <> 0 AND stack.applied NOT NULL
                AND tenant.status IN ('ready', 'degraded', 'suspended', 'archived');

        """
}
