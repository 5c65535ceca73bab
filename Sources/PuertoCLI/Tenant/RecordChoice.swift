import ArgumentParser
import PuertoCore
import PuertoStore

/// The clients of a verb that changes records: names, or a selection. Of several it shows one plan
/// and asks once; of one by its name it asks nothing.
struct RecordChoice: ParsableArguments {
    @Argument(help: "The clients.") var slugs: [String] = []
    @OptionGroup var selected: SelectionOptions
    @Flag(help: "Confirm without a question.") var yes = false
}

extension RecordChoice {
    /// Throws wrong usage unless there are names or a selection, and only one of them. `single` are
    /// options that take one client, and whether each is given.
    func check(single: [(name: String, isGiven: Bool)] = []) throws {
        guard slugs.isEmpty == selected.isGiven else {
            throw ValidationError(
                "name clients, or select them by --state, --plan, --host or --tag")
        }
        for (name, isGiven) in single where isGiven && !isOne {
            throw ValidationError("\(name) takes one client, by its name")
        }
    }

    /// Tells whether one client is named.
    var isOne: Bool { slugs.count == 1 }

    /// Returns the clients, each once. Of a selection it takes those that `isWanted`, and says which
    /// it leaves out, with the reason. Throws `notFound` when none is left.
    func clients(
        _ store: Store, leaving reason: (spanish: String, english: String),
        where isWanted: (Tenant) throws -> Bool
    ) throws -> [Tenant] {
        guard selected.isGiven else { return try store.tenants(named: slugs) }
        let selection = try selected.selection()
        let matching = try store.select(selection)
        let wanted = try matching.filter(isWanted)
        let taken = Set(wanted.map(\.slug))
        guard !wanted.isEmpty else {
            let text = PuertoError.visible(selection.text)
            throw PuertoError(
                .notFound, "no client of \(text) is one for this: \(reason.english)",
                hint: "puerto tenant list shows the states"
            ).spanish(
                "ningún cliente de \(text) sirve para esto: \(reason.spanish)",
                hint: "puerto tenant list muestra los estados")
        }
        for tenant in matching where !taken.contains(tenant.slug) {
            Failure.note(
                Spoken.say(
                    "'\(tenant.slug)' queda fuera: \(reason.spanish)",
                    "'\(tenant.slug)' is left out: \(reason.english)"))
        }
        return wanted
    }

    /// Shows what is planned for each of several clients, and asks for a confirmation of all. `act`
    /// names it with their number.
    func confirm(_ plan: [String], _ act: String) throws {
        guard !isOne else { return }
        for line in plan { Failure.note("  \(line)") }
        if !yes { try Confirmation.ask(act) }
    }
}

extension Store {
    /// Returns clients by their names, each once. Throws `notFound` with the nearest slug.
    func tenants(named slugs: [String]) throws -> [Tenant] {
        var seen: Set<Slug> = []
        return try slugs.map { try tenant(Slug($0)) }.filter { seen.insert($0.slug).inserted }
    }
}

/// A number of clients, in words.
enum Clients {
    static func counted(_ count: Int) -> String {
        Spoken.say(
            "\(count) \(count == 1 ? "cliente" : "clientes")",
            "\(count) \(count == 1 ? "client" : "clients")")
    }
}
