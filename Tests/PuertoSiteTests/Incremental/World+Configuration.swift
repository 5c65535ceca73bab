import PuertoCore

extension World {
    /// Makes one change of `puerto.yaml`, of the time zone or of the program, and describes it.
    mutating func editConfiguration(_ random: inout SplitMix64) throws -> String {
        let number = random.number(1...99)
        switch random.number(1...21) {
        case 1: configuration.agency.name = "Agencia \(number)"
        case 2: configuration.agency.phone = random.chance(70) ? "+34 600 \(number)" : nil
        case 3: configuration.agency.color = try Color("#1f6f\(10 + number % 80)")
        case 4: configuration.agency.currency = try Currency(random.chance(50) ? "USD" : "JPY")
        case 5: configuration.agency.contact.email = random.chance(70) ? "a\(number)@x" : nil
        case 6, 7: return editLanguages(&random)
        case 8: zone = random.number(-3...5)
        case 9:
            version += 1
            if random.chance(50) { configuration.agency.color = try Color("#6f1f10") }
        case 10: return try editURL(&random)
        case 11: configuration.ports.skip[random.number(1...20)] = "motivo \(number)"
        case 12: return try editHosts(&random)
        case 13, 14: return try editWeb(&random)
        case 15: return lookAtPorts(&random)
        case 16: return lookAtTheDisk(&random)
        case 17: isDemo.toggle()
        default: return editPlans(&random)
        }
        return "configuration or program, \(number)"
    }

    /// Mostly the same ports a little later: the page shows the day.
    private mutating func lookAtPorts(_ random: inout SplitMix64) -> String {
        guard let host = random.pick(configuration.hosts.map(\.name)) else { return "none" }
        let old = observedPorts.first { $0.host == host }
        var ports = Set(old?.ports ?? [])
        if old == nil || random.chance(40) {
            ports.formSymmetricDifference([random.number(8001...8020)])
        }
        observedPorts.removeAll { $0.host == host }
        observedPorts.append(
            ObservedPorts(
                host: host, at: (old?.at ?? 1_762_000_000) + random.number(60...60_000),
                ports: ports))
        return "ports in use on \(host)"
    }

    private mutating func lookAtTheDisk(_ random: inout SplitMix64) -> String {
        guard let host = random.pick(configuration.hosts.map(\.name)) else { return "none" }
        diskRooms.removeAll { $0.host == host }
        diskRooms.append(
            DiskRoom(
                host: host, at: 1_762_000_000 + random.number(0...9),
                free: random.number(0...9) << 9, reserve: 5 << 10,
                state: random.pick(DiskRoom.State.allCases) ?? .enough,
                memory: random.chance(70)
                    ? MemoryRoom(total: 16_000, sold: random.number(0...9) << 11) : nil))
        return "free space on \(host)"
    }

    private mutating func editLanguages(_ random: inout SplitMix64) -> String {
        let first = random.pick(Language.allCases) ?? .es
        let others = Language.allCases.filter { $0 != first }
        configuration.agency.locale = LanguageTag(first)
        configuration.agency.languages = [first] + (random.chance(60) ? others : [])
        return "languages \(configuration.agency.languages)"
    }

    private mutating func editWeb(_ random: inout SplitMix64) throws -> String {
        let hooks = ["/hook", "/cgi-bin/puerto"]
        let hook = random.pick(hooks) ?? hooks[0]
        let origins = ["https://a.example", "http://puerto.localhost:8080"]
        configuration.web =
            random.chance(60)
            ? try WebSettings(origin: random.pick(origins) ?? origins[0], hook: hook) : nil
        return "web \(configuration.web?.hook ?? "none")"
    }

    private mutating func editURL(_ random: inout SplitMix64) throws -> String {
        let templates = [
            "http://localhost:{port}", "https://{slug}.example.com", "http://{host}:{port}/",
        ]
        configuration.url = try AppURL(template: random.pick(templates) ?? templates[0])
        return "url \(configuration.url.template)"
    }

    private mutating func editHosts(_ random: inout SplitMix64) throws -> String {
        let carrying = Set(tenants.map(\.host))
        let names = configuration.hosts.map(\.name.text)
        if random.chance(40), let index = random.pick(Array(configuration.hosts.indices)) {
            configuration.hosts[index].address = random.chance(50) ? "localhost" : "h.example"
            return "address of host \(index)"
        }
        if random.chance(30), let last = configuration.hosts.indices.last, last > 1 {
            configuration.hosts.swapAt(last, last - 1)
            return "hosts change places"
        }
        if let index = configuration.hosts.indices.dropFirst().first(where: {
            !carrying.contains(configuration.hosts[$0].name)
        }), random.chance(40) {
            quarantine.removeAll { $0.host == configuration.hosts[index].name }
            former.removeAll { $0.host == configuration.hosts[index].name }
            return "host \(configuration.hosts.remove(at: index).name) removed"
        }
        guard let name = ["norte", "este", "oeste"].first(where: { !names.contains($0) }) else {
            return "none"
        }
        configuration.hosts.append(Host(name: try Slug(name), address: "\(name).example"))
        return "host \(name) added"
    }

    private mutating func editPlans(_ random: inout SplitMix64) -> String {
        let number = random.number(1...99)
        guard let index = random.pick(Array(configuration.plans.indices)), random.chance(75) else {
            let ids = Set(configuration.plans.map(\.id))
            guard let id = ["basic", "gold", "pro", "silver"].first(where: { !ids.contains($0) })
            else { return "none" }
            configuration.plans.append(
                PricingPlan(id: id, name: "Plan \(id)", monthly: number * 100))
            return "plan \(id) added"
        }
        switch random.number(1...4) {
        case 1: configuration.plans[index].name = "Plan \(number)"
        case 2: configuration.plans[index].limits.users = number
        case 3 where configuration.plans.count > 1:
            return "plan \(configuration.plans.remove(at: index).id) removed"
        default: configuration.plans[index].monthly = number * 100
        }
        return "plan \(configuration.plans[index].id) changed"
    }
}
