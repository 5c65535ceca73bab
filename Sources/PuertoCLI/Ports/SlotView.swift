import PuertoCore

/// A slot of the map that is not free.
struct SlotView: Sendable {
    let host: String
    let slot: Int
    let ports: Ports
    /// `recorded`, `quarantined`, `skipped` or `busy`.
    let state: String
    /// The tenant's slug, or the reason.
    let detail: String

    static func all(_ map: SlotMap, _ ports: PortRule) -> [SlotView] {
        map.slots.compactMap { slot, state in
            let (word, detail): (String, String)
            switch state {
            case .free, .reserved: return nil
            case .recorded(let slug): (word, detail) = ("recorded", slug.text)
            case .quarantined(let former, let until):
                let day = Day(secondsSince1970: until)
                (word, detail) = ("quarantined", "was \(former), until \(day)")
            case .skipped(let reason): (word, detail) = ("skipped", reason.description)
            case .inUse(let port): (word, detail) = ("busy", "port \(port) is in use")
            }
            return SlotView(
                host: map.host.name.text, slot: slot.number, ports: ports.ports(of: slot),
                state: word, detail: detail)
        }
    }

    /// The state for people.
    private var word: String {
        let spanish = [
            "recorded": "ocupada", "quarantined": "en cuarentena", "skipped": "apartada",
            "busy": "puerto en uso",
        ]
        return Spoken.say(spanish[state] ?? state, state)
    }

    static var columns: [Column<SlotView>] {
        [
            Column("HOST", \.host), Column("SLOT") { String($0.slot) },
            Column("APP") { String($0.ports.app) },
            Column("POSTGRES") { String($0.ports.postgres) },
            Column("REDIS") { String($0.ports.redis) }, Column("STATE", \.word),
            Column("DETAIL", \.detail),
        ]
    }
}
