// A record is laid out as: head (the fixed width, then slug, name, contact name, plan) · host ·
// tail (locale, e-mail, dashboards, tags, stack, onboarding token) · containers (PostgreSQL,
// Redis, Windmill). Head and tail come from one row of the database, host and containers from
// others. A line ends with the host.

extension FleetRecords {
    /// The bit of a kind's byte that marks a stack which is only observed.
    static let observedMark: UInt8 = 0x80
}

extension FleetRecords.Bytes {
    /// Begins a head; slot and ports are filled in later.
    package mutating func addFixed(kind: UInt8, isObserved: Bool, status: UInt8, since: Day?) {
        add(word: kind | (isObserved ? FleetRecords.observedMark : 0))
        add(word: status)
        add(word: UInt16(0))
        add(word: since.map { UInt32($0.year * 10000 + $0.month * 100 + $0.day) } ?? 0)
        for _ in 0..<3 { add(word: 0) }
    }

    mutating func putBerth(_ slot: Slot, _ ports: Ports, at start: Int) {
        put(word: UInt16(slot.number), at: start + 2)
        put(word: ports.app, at: start + 8)
        put(word: ports.postgres, at: start + 16)
        put(word: ports.redis, at: start + 24)
    }

    mutating func addHead(of tenant: Tenant) {
        addFixed(
            kind: FleetRecords.kinds.code(of: tenant.kind), isObserved: tenant.isObserved,
            status: FleetRecords.statuses.code(of: tenant.status), since: tenant.since)
        for text in [tenant.slug.text, tenant.name, tenant.contact.name, tenant.plan] {
            add(text: text)
        }
    }

    mutating func addTail(of tenant: Tenant) {
        add(word: FleetRecords.locales.code(of: tenant.locale))
        add(text: tenant.contact.email)
        add(word: UInt32(tenant.dashboards.count))
        for dashboard in tenant.dashboards {
            add(text: dashboard.path)
            add(text: dashboard.title)
        }
        add(word: UInt32(tenant.tags.count))
        for tag in tenant.tags { add(text: tag) }
        add(text: tenant.stack.text)
        add(text: tenant.onboardingToken)
    }

    mutating func addContainers(of tenant: Tenant) {
        let names = tenant.containers
        for name in [names.postgres, names.redis, names.windmill] { add(text: name) }
    }
}

extension TenantLine {
    init(_ cursor: inout FleetRecords.Cursor) {
        let kind = cursor.word(UInt8.self)
        isObserved = kind & FleetRecords.observedMark != 0
        self.kind = FleetRecords.kinds.word(kind & ~FleetRecords.observedMark)
        status = FleetRecords.statuses.word(cursor.word(UInt8.self))
        slot = Slot(trusted: Int(cursor.word(UInt16.self)))
        let day = Int(cursor.word(UInt32.self))
        since = Day(year: day / 10000, month: day / 100 % 100, day: day % 100)
        let (app, postgres, redis) = (cursor.integer(), cursor.integer(), cursor.integer())
        ports = Ports(app: app, postgres: postgres, redis: redis)
        slug = Slug(trusted: cursor.text())
        name = cursor.text()
        contactName = cursor.optionalText()
        plan = cursor.optionalText()
        host = Slug(trusted: cursor.text())
    }
}

extension Tenant {
    init(_ cursor: inout FleetRecords.Cursor) {
        let line = TenantLine(&cursor)
        let locale = FleetRecords.locales.word(cursor.word(UInt8.self))
        let email = cursor.optionalText()
        let dashboards = cursor.list { cursor in
            let path = cursor.text()
            return Dashboard(title: cursor.text(), path: path)
        }
        let tags = cursor.list { $0.text() }
        // The text was checked when it was read.
        let stack = (try? StackOptions(cursor.text())) ?? StackOptions()
        let token = cursor.text()
        let (postgres, redis, windmill) = (cursor.text(), cursor.text(), cursor.text())
        self.init(
            slug: line.slug, name: line.name, kind: line.kind, host: line.host, slot: line.slot,
            ports: line.ports,
            containers: Containers(windmill: windmill, postgres: postgres, redis: redis),
            contact: Contact(name: line.contactName, email: email), locale: locale,
            plan: line.plan, status: line.status, since: line.since, dashboards: dashboards,
            tags: tags, stack: stack, onboardingToken: token, isObserved: line.isObserved)
    }
}
