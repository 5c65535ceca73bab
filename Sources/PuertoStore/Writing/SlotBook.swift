internal import PuertoCore

/// The slots of every host during a transaction: taken, quarantined or free.
struct SlotBook {
    private var taken: [Slug: [Slot: Slug]] = [:]
    private var quarantined: [Slug: [Slot: QuarantinedSlot]] = [:]
    private let ports: PortRule
    private let now: Int
    private let portsInUse: (Slug) -> Set<Int>

    /// Seconds of quarantine: long enough for bookmarks, DNS caches and forgotten programs to
    /// expire.
    static let quarantine = 30 * 86400

    init(
        _ records: [FleetSnapshot.Entry], _ quarantine: [QuarantinedSlot], ports: PortRule,
        now: Int,
        portsInUse: @escaping (Slug) -> Set<Int> = { _ in [] }
    ) {
        self.portsInUse = portsInUse
        self.ports = ports
        self.now = now
        for record in records {
            taken[record.tenant.host, default: [:]][record.tenant.slot] = record.tenant.slug
        }
        for slot in quarantine where slot.until > now {
            quarantined[slot.host, default: [:]][slot.slot] = slot
        }
    }

    mutating func take(_ slot: Slot, on host: Slug, for slug: Slug) {
        taken[host, default: [:]][slot] = slug
        quarantined[host]?[slot] = nil
    }

    /// Quarantines a slot, and returns until when no other tenant gets it.
    mutating func release(_ slot: Slot, on host: Slug, by slug: Slug) -> Int {
        let until = now + SlotBook.quarantine
        taken[host]?[slot] = nil
        quarantined[host, default: [:]][slot] = QuarantinedSlot(
            host: host, slot: slot, formerTenant: slug.text, until: until)
        return until
    }
}

extension SlotBook {
    /// Returns the lowest slot that is not taken, quarantined or skipped and has no port in use.
    /// Throws `exhausted` when there is none.
    func lowestFree(on host: Slug) throws -> Slot {
        let (taken, held) = (taken[host] ?? [:], quarantined[host] ?? [:])
        let busy = portsInUse(host)
        let isFree = { (slot: Slot) in
            taken[slot] == nil && held[slot] == nil && ports.reasonToSkip(slot) == nil
                && ports.portInUse(slot, among: busy) == nil
        }
        if let slot = Slot.clients.first(where: isFree) { return slot }
        let skipped = Slot.clients.first {
            taken[$0] == nil && held[$0] == nil && ports.reasonToSkip($0) != nil
        }
        let used = Slot.clients.count {
            taken[$0] == nil && held[$0] == nil && ports.reasonToSkip($0) == nil
        }
        throw PuertoError(
            .exhausted,
            "no slot is free on '\(host)': \(taken.count) recorded, \(held.count) quarantined"
                + (used > 0 ? ", \(used) with a port in use" : ""),
            hint: skipped.map { "ask for a skipped one, as slot \($0.number), or another host" }
                ?? "add a host to puerto.yaml"
        ).spanish(
            "no queda ninguna ranura libre en '\(host)': \(taken.count) ocupadas, \(held.count) en cuarentena"
                + (used > 0 ? ", \(used) con un puerto en uso" : ""),
            hint: skipped.map { "pide una de las apartadas, como la \($0.number), u otra máquina" }
                ?? "añade una máquina a puerto.yaml")
    }

    /// Throws unless a client may have the slot that it asks for. Returns why the slot would not be
    /// chosen without being asked for.
    func check(_ slot: Slot, on host: Slug, for slug: Slug) throws -> SkipReason? {
        guard slot != .base else {
            throw PuertoError(
                .protected, "slot 0 is the base system's",
                hint: "clients have slots 1 to \(Slot.last)"
            ).spanish(
                "la ranura 0 es del sistema base",
                hint: "los clientes tienen las ranuras 1 a \(Slot.last)")
        }
        if let owner = taken[host]?[slot], owner != slug {
            throw PuertoError(
                .conflict, "slot \(slot.number) on '\(host)' belongs to '\(owner)'",
                hint: another(host)
            ).spanish(
                "la ranura \(slot.number) de '\(host)' es de '\(owner)'",
                hint: "puerto ports muestra las libres; sin --slot se elige una")
        }
        // A client that comes back meets only its own leftovers.
        if let held = quarantined[host]?[slot], held.formerTenant != slug.text {
            throw PuertoError(
                .conflict,
                "slot \(slot.number) on '\(host)' belonged to '\(held.formerTenant)' and is "
                    + "quarantined until \(Day(secondsSince1970: held.until))", hint: another(host)
            ).spanish(
                "la ranura \(slot.number) de '\(host)' fue de '\(held.formerTenant)' y está en "
                    + "cuarentena hasta el \(Day(secondsSince1970: held.until))",
                hint: "puerto ports muestra las libres; sin --slot se elige una")
        }
        return ports.reasonToSkip(slot)
    }

    private func another(_ host: Slug) -> String {
        let free = (try? lowestFree(on: host)).map { ", \($0.number)" } ?? ""
        return "leave the slot out for the lowest free one\(free)"
    }
}
