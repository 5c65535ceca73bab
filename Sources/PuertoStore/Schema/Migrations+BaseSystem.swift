extension Migrations {
    /// Triggers that keep the base system what and where it is, whatever SQL is run: without
    /// foreign keys, without CHECKs (`ignore_check_constraints`), and by REPLACE, which fires no
    /// delete triggers.
    static let baseSystem = tenantRules + hostRules + slotRules + serviceRules

    private static let tenantRules = """
        CREATE TRIGGER tenant_base_delete BEFORE DELETE ON tenant WHEN OLD.id = 0 BEGIN
            SELECT RAISE(ABORT, 'base system: it cannot be deleted');
        END;
        CREATE TRIGGER tenant_base_update BEFORE UPDATE ON tenant
        WHEN OLD.id = 0 AND (NEW.id IS NOT 0 OR NEW.slug IS NOT OLD.slug
            OR NEW.kind IS NOT OLD.kind OR NEW.status IN ('suspended', 'archived')
            OR EXISTS (SELECT 1 FROM tenant WHERE id <> 0 AND welcome_token = NEW.welcome_token))
        BEGIN
            SELECT RAISE(ABORT, 'base system: its slug, kind and id stay, and it stays in use');
        END;
        CREATE TRIGGER tenant_insert BEFORE INSERT ON tenant
        WHEN (NEW.kind IS 'base') <> (NEW.id IS 0) OR EXISTS (SELECT 1 FROM tenant
            WHERE id = NEW.id OR slug = NEW.slug OR welcome_token = NEW.welcome_token)
        BEGIN
            SELECT RAISE(ABORT, 'base system and clients: a record cannot take the place of another');
        END;
        CREATE TRIGGER tenant_update BEFORE UPDATE ON tenant
        WHEN OLD.id <> 0 AND (NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind
            OR EXISTS (SELECT 1 FROM tenant WHERE id <> OLD.id
                AND (slug = NEW.slug OR welcome_token = NEW.welcome_token)))
        BEGIN
            SELECT RAISE(ABORT, 'base system and clients: a record cannot take the place of another');
        END;

        """

    private static let hostRules = """
        CREATE TRIGGER host_base_delete BEFORE DELETE ON host WHEN OLD.id = 0 BEGIN
            SELECT RAISE(ABORT, 'base system: its host cannot be deleted');
        END;
        CREATE TRIGGER host_base_update BEFORE UPDATE ON host
        WHEN OLD.id = 0 AND (NEW.id IS NOT 0 OR NEW.name IS NOT OLD.name
            OR NEW.position IS NOT 0)
        BEGIN
            SELECT RAISE(ABORT, 'base system: its host stays the first one and keeps its name');
        END;
        CREATE TRIGGER host_insert BEFORE INSERT ON host
        WHEN (NEW.position < 1) <> (NEW.id IS 0)
            OR EXISTS (SELECT 1 FROM host WHERE id = NEW.id OR name = NEW.name)
        BEGIN
            SELECT RAISE(ABORT, 'base system: a host cannot take the place of another');
        END;
        CREATE TRIGGER host_update BEFORE UPDATE ON host
        WHEN OLD.id <> 0 AND (NEW.id IS NOT OLD.id OR NEW.position < 1
            OR EXISTS (SELECT 1 FROM host WHERE id <> OLD.id AND name = NEW.name))
        BEGIN
            SELECT RAISE(ABORT, 'base system: a host cannot take the place of another');
        END;

        """

    private static let slotRules = """
        CREATE TRIGGER slot_base_delete BEFORE DELETE ON slot
        WHEN OLD.number = 0 OR OLD.tenant IS 0 BEGIN
            SELECT RAISE(ABORT, 'base system: slot 0 cannot be released');
        END;
        CREATE TRIGGER slot_base_update BEFORE UPDATE ON slot
        WHEN OLD.number = 0 OR OLD.tenant IS 0 OR NEW.number = 0 OR NEW.tenant IS 0 BEGIN
            SELECT RAISE(ABORT, 'base system: slot 0 of the first host is its only one');
        END;
        CREATE TRIGGER slot_base_insert BEFORE INSERT ON slot
        WHEN (NEW.number = 0 OR NEW.tenant IS 0) AND (NEW.number <> 0 OR NEW.tenant IS NOT 0
            OR NEW.host <> 0 OR EXISTS (SELECT 1 FROM slot WHERE host = 0 AND number = 0))
        BEGIN
            SELECT RAISE(ABORT, 'base system: slot 0 of the first host is its only one');
        END;

        """

    private static let serviceRules = """
        CREATE TRIGGER service_base_delete BEFORE DELETE ON service WHEN OLD.slot = 0 BEGIN
            SELECT RAISE(ABORT, 'base system: its services cannot be deleted');
        END;
        -- Its containers may be renamed: SQL cannot tell the verb that does so from another hand.
        CREATE TRIGGER service_base_update BEFORE UPDATE ON service
        WHEN OLD.slot = 0 AND (NEW.host IS NOT OLD.host OR NEW.slot IS NOT 0
            OR NEW.kind IS NOT OLD.kind OR NEW.port IS NOT OLD.port
            OR EXISTS (SELECT 1 FROM service WHERE host = 0 AND container = NEW.container
                AND (slot <> 0 OR kind <> OLD.kind)))
        BEGIN
            SELECT RAISE(ABORT, 'base system: its services keep their slot and ports');
        END;
        -- Slot 0 has one service of each of its three kinds, which are there from the beginning.
        CREATE TRIGGER service_insert BEFORE INSERT ON service
        WHEN (NEW.slot = 0 AND (NEW.host <> 0
                OR NEW.kind NOT IN ('windmill', 'postgres', 'redis')))
            OR EXISTS (SELECT 1 FROM service WHERE slot = 0 AND host = 0 AND
            ((NEW.slot = 0 AND kind = NEW.kind)
                OR (NEW.host = 0 AND (port = NEW.port OR container = NEW.container))))
        BEGIN
            SELECT RAISE(ABORT, 'base system: a service cannot take the place of its own');
        END;
        CREATE TRIGGER service_update BEFORE UPDATE ON service
        WHEN OLD.slot <> 0 AND (NEW.slot = 0 OR EXISTS (SELECT 1 FROM service
            WHERE slot = 0 AND host = 0 AND NEW.host = 0
                AND (port = NEW.port OR container = NEW.container)))
        BEGIN
            SELECT RAISE(ABORT, 'base system: a service cannot take the place of its own');
        END;

        """
}
