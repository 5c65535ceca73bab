import PuertoCore
import PuertoJobs

/// The comparisons of several clients, a few at a time, in the order of the clients.
struct ScriptLooks {
    var looks: [ScriptLook] = []
    /// The clients that could not be looked at.
    var failures: [(slug: Slug, error: PuertoError)] = []
}

extension ScriptLooks {
    static func read(_ slugs: [Slug], _ world: JobWorld, prunes: Bool, limit: Int) async throws
        -> ScriptLooks
    {
        let found = await withTaskGroup(of: Found.self) { group in
            for slug in slugs.prefix(limit) {
                group.addTask { await look(at: slug, world, prunes: prunes) }
            }
            var rest = slugs.dropFirst(limit)
            var found: [Slug: Result<ScriptLook, PuertoError>] = [:]
            for await one in group {
                found[one.slug] = one.result
                if let slug = rest.popFirst() {
                    group.addTask { await look(at: slug, world, prunes: prunes) }
                }
            }
            return found
        }
        var all = ScriptLooks()
        for slug in slugs {
            switch found[slug] {
            case .success(let look): all.looks.append(look)
            case .failure(let error): all.failures.append((slug, error))
            case nil: break
            }
        }
        return all
    }

    /// One client's comparison. The type has a name: of a task group of tuples, Swift 6.3 in release
    /// loses answers.
    private struct Found: Sendable {
        let slug: Slug
        let result: Result<ScriptLook, PuertoError>
    }

    private static func look(at slug: Slug, _ world: JobWorld, prunes: Bool) async -> Found {
        do {
            let look = try await world.lookAtScripts(of: slug, prunes: prunes)
            return Found(slug: slug, result: .success(look))
        } catch { return Found(slug: slug, result: .failure(failure(error))) }
    }

    private static func failure(_ error: any Error) -> PuertoError {
        if let error = error as? PuertoError { return error }
        return (error as? PuertoErrors)?.all.first
            ?? PuertoError(.io, "\(error)").spanish("\(error)")
    }

    /// The lines of all clients. Each has its name before them.
    var lines: [String] {
        var seen: Set<String> = []
        let warnings = looks.flatMap(\.warnings).map { $0.text(Spoken.language) }
            .filter { seen.insert($0).inserted }
        return warnings + looks.flatMap { look in ["\(look.slug)  \(look.state)"] + look.indented }
    }

    /// Throws the first failure, with the number of the others.
    func finish() throws {
        guard let first = failures.first else { return }
        guard failures.count > 1 else { throw first.error }
        let (count, all) = (failures.count, failures.count + looks.count)
        throw PuertoError(
            first.error.code,
            "\(count) of \(all) cannot be compared, first \(first.slug): \(first.error.message)",
            hint: first.error.hint
        ).spanish(
            "\(count) de \(all) no se pueden comparar; el primero, \(first.slug): "
                + (first.error.spanish?.message ?? first.error.message),
            hint: first.error.spanish?.hint ?? first.error.hint)
    }
}

extension ScriptLook {
    /// As in `1f0c… → 9ab2…`.
    var state: String {
        let (now, none) = (String(version.prefix(12)), Spoken.say("nada subido", "nothing pushed"))
        guard recorded?.whole != version else { return now }
        return "\(recorded?.text ?? none) → \(now)"
    }

    fileprivate var indented: [String] { lines(Spoken.language).map { "  \($0)" } }
}
