package import PuertoCore
package import PuertoEngine
package import PuertoStore

/// A stack that was found and what would be recorded of it, or why nothing can be.
package struct AdoptionProposal: Sendable {
    package let stack: FoundStack
    /// `nil` where the names of its containers give none.
    package let slug: Slug?
    package let adoption: Result<Adoption, PuertoError>
    /// True for one that is observed already, with the same containers.
    package let isObserved: Bool
}

extension AdoptionProposal {
    /// The word for what would be recorded.
    package enum State: String, Sendable {
        case new, marked, observed, refused
    }

    package var state: State {
        if isObserved { return .observed }
        guard case .success(let adoption) = adoption else { return .refused }
        return adoption.isRecorded ? .marked : .new
    }

    /// True where the stack's slot has a record, which keeps its short name.
    package var hasRecord: Bool { state == .observed || state == .marked }
}

/// The wishes of an operator for one stack that was found.
package struct AdoptionWish: Sendable {
    package var slug: Slug?
    package var name: String?
    package var containers: [ServiceKind: String]

    package init(slug: Slug? = nil, name: String? = nil, containers: [ServiceKind: String] = [:]) {
        self.slug = slug
        self.name = name
        self.containers = containers
    }
}

extension JobWorld {
    /// Looks for stacks on this machine that Puerto did not make, and changes nothing. `wishes` are
    /// by the short name that a stack would have without them. The second value lists containers
    /// for which no Windmill was found.
    package func adoptions(_ wishes: [Slug: AdoptionWish] = [:]) async throws
        -> (found: [AdoptionProposal], others: [Sighting])
    {
        let containers = try await engine().allContainers()
        let survey = StackSurvey(containers, ports: store.ports)
        let records = try store.stacks()
        let proposals = survey.stacks.map { stack in
            let usual = usualSlug(stack, records)
            let wish = usual.flatMap { wishes[$0] } ?? AdoptionWish()
            do {
                var stack = stack.keeping(
                    usual.flatMap { try? records[$0]?.get() }?.adopted ?? [],
                    but: wish.containers, among: containers)
                for (kind, name) in wish.containers.sorted(by: { $0.value < $1.value }) {
                    stack = try stack.choosing(name, for: kind, among: containers)
                }
                let isNamed = usual.map { wishes[$0] != nil } ?? false
                return propose(stack, usual, wish, records, containers, isNamed: isNamed)
            } catch {
                return AdoptionProposal(
                    stack: stack, slug: usual, adoption: .failure(PuertoError.own(error)),
                    isObserved: false)
            }
        }
        return (JobWorld.withoutDoubles(proposals), survey.others)
    }

    /// The short name of the record in its slot, else the one that its names give.
    private func usualSlug(
        _ stack: FoundStack, _ records: [Slug: Result<StackFacts, PuertoError>]
    ) -> Slug? {
        let slots = Set(stack.candidates(.windmill).flatMap(\.slots))
        if slots.count == 1, let slot = slots.first, let old = recorded(in: slot, records) {
            return old.tenant.slug
        }
        return try? stack.slug()
    }

    private func recorded(in slot: Slot, _ records: [Slug: Result<StackFacts, PuertoError>])
        -> StackFacts?
    {
        records.values.compactMap { try? $0.get() }
            .first { $0.tenant.host == home && $0.tenant.slot == slot }
    }

    private func propose(
        _ stack: FoundStack, _ usual: Slug?, _ wish: AdoptionWish,
        _ records: [Slug: Result<StackFacts, PuertoError>], _ containers: [ContainerState],
        isNamed: Bool
    ) -> AdoptionProposal {
        let observed = records.values.compactMap { try? $0.get() }.first { facts in
            !facts.adopted.isEmpty && facts.isWhole(in: stack, among: containers)
                && facts.has(wish.containers)
        }
        let slug = observed?.tenant.slug ?? wish.slug ?? usual
        let adoption = Result {
            try self.adoption(of: stack, slug, wish, records, isNamed: isNamed)
        }
        .mapError(PuertoError.own)
        let chosen = (try? adoption.get())?.slug
        return AdoptionProposal(
            stack: stack, slug: chosen ?? slug, adoption: adoption, isObserved: observed != nil)
    }

    private func adoption(
        of stack: FoundStack, _ slug: Slug?, _ wish: AdoptionWish,
        _ records: [Slug: Result<StackFacts, PuertoError>], isNamed: Bool
    ) throws -> Adoption {
        let slot = try stack.slot()
        let kind: Tenant.Kind = slot == .base ? .base : .client
        let old = recorded(in: slot, records)
        if let old { try check(old, takes: stack, isNamed: isNamed) }
        let chosen = try old?.tenant.slug ?? slug ?? stack.slug()
        if old == nil, records[chosen] != nil { throw JobWorld.isTaken(chosen) }
        return Adoption(
            slug: chosen,
            name: try wish.name.map { try String.line($0, called: "name") }
                ?? old?.tenant.name ?? stack.name,
            kind: kind, host: home, slot: slot, containers: stack.containers,
            isExposed: stack.isExposed, isRecorded: old != nil)
    }

    /// Throws `conflict` where the record of the slot is that of another stack. Other containers
    /// take the place of adopted ones only where an operator names the stack.
    private func check(_ old: StackFacts, takes stack: FoundStack, isNamed: Bool) throws {
        let tenant = old.tenant
        let (slug, slot) = (tenant.slug, tenant.slot.number)
        guard old.applied == nil else {
            throw PuertoError(
                .conflict, "slot \(slot) is that of '\(slug)', whose stack Puerto has made",
                hint: "puerto ports shows the slots"
            ).spanish(
                "la ranura \(slot) es de '\(slug)', cuyo sistema hizo Puerto",
                hint: "puerto ports muestra las ranuras")
        }
        if let other = stack.containers.first(where: { one in
            old.adopted.contains { $0.kind == one.kind && $0.name != one.name }
        }), !isNamed {
            throw PuertoError(
                .conflict,
                "slot \(slot) is that of '\(slug)', whose \(other.kind.rawValue) was adopted under "
                    + "another name than '\(other.name)'",
                hint:
                    "puerto adopt \(slug) records '\(other.name)' in its place, and drops its password"
            ).spanish(
                "la ranura \(slot) es de '\(slug)', cuyo \(other.kind.rawValue) se adoptó con otro "
                    + "nombre, no con '\(other.name)'",
                hint:
                    "puerto adopt \(slug) registra '\(other.name)' en su lugar y olvida su contraseña"
            )
        }
        guard tenant.kind == .client, !tenant.isObserved else { return }
        guard tenant.status.isToRun else {
            throw PuertoError(
                .conflict,
                "slot \(slot) is that of '\(slug)', which is recorded as \(tenant.status.rawValue)",
                hint:
                    "puerto tenant remove \(slug), where this is its stack, or puerto tenant edit "
                    + "\(slug) --slot N"
            ).spanish(
                "la ranura \(slot) es de '\(slug)', que está en «\(tenant.status.word(.es))»",
                hint: "puerto tenant remove \(slug), si este es su sistema, o puerto tenant edit "
                    + "\(slug) --slot N")
        }
        for one in stack.containers {
            guard let name = tenant.containers.name(of: one.kind), name != one.name else {
                continue
            }
            throw PuertoError(
                .conflict,
                "slot \(slot) is that of '\(slug)', whose \(one.kind.rawValue) is recorded as "
                    + "'\(name)', not '\(one.name)'",
                hint: "puerto tenant edit \(slug) --container \(one.kind.rawValue)=\(one.name), "
                    + "where this is its stack"
            ).spanish(
                "la ranura \(slot) es de '\(slug)', cuyo \(one.kind.rawValue) consta como '\(name)', "
                    + "no '\(one.name)'",
                hint: "puerto tenant edit \(slug) --container \(one.kind.rawValue)=\(one.name), si "
                    + "este es su sistema")
        }
    }

    private static func isTaken(_ slug: Slug) -> PuertoError {
        PuertoError(
            .conflict, "'\(slug)' is recorded in another slot",
            hint: "puerto adopt \(slug) --slug OTHER gives it another short name"
        ).spanish(
            "'\(slug)' consta en otra ranura",
            hint: "puerto adopt \(slug) --slug OTRO le da otro nombre corto")
    }

    /// Refuses all of several stacks with one slot or one short name.
    private static func withoutDoubles(_ all: [AdoptionProposal]) -> [AdoptionProposal] {
        let made = all.compactMap { try? $0.adoption.get() }
        return all.map { one in
            guard !one.isObserved, let own = try? one.adoption.get(),
                made.count(where: { $0.slot == own.slot || $0.slug == own.slug }) > 1
            else { return one }
            let error = PuertoError(
                .conflict,
                "another stack that was found has the same slot or short name, "
                    + "\(own.slot.number) or '\(own.slug)'",
                hint: "stop the one that is not meant, or name its containers otherwise"
            ).spanish(
                "otro sistema encontrado tiene la misma ranura o el mismo nombre corto, "
                    + "\(own.slot.number) o '\(own.slug)'",
                hint: "detén el que no es, o dale otro nombre a sus contenedores")
            return AdoptionProposal(
                stack: one.stack, slug: one.slug, adoption: .failure(error), isObserved: false)
        }
    }
}

extension FoundStack {
    /// Returns the stack with the containers that were adopted, where they are still there: an
    /// operator may have chosen them. `wishes` name others.
    fileprivate func keeping(
        _ adopted: [AdoptedContainer], but wishes: [ServiceKind: String],
        among all: [ContainerState]
    ) -> FoundStack {
        let kept = AdoptedContainers(adopted, among: all)
        return ServiceKind.allCases.reduce(self) { stack, kind in
            guard wishes[kind] == nil, let container = kept[kind] else { return stack }
            return (try? stack.choosing(container.name, for: kind, among: all)) ?? stack
        }
    }
}

extension StackFacts {
    /// Tells whether all adopted containers are there and among those of a stack.
    fileprivate func isWhole(in stack: FoundStack, among all: [ContainerState]) -> Bool {
        let found = AdoptedContainers(adopted, among: all).all
        let ids = Set(stack.sightings.map(\.container.id))
        return found.count == adopted.count && found.allSatisfy { ids.contains($0.id) }
    }

    /// Tells whether the chosen containers are the adopted ones.
    fileprivate func has(_ chosen: [ServiceKind: String]) -> Bool {
        chosen.allSatisfy { kind, name in
            adopted.contains { $0.kind == kind && $0.name == name }
        }
    }
}

extension Containers {
    /// The recorded name; `nil` for a worker, whose name follows from the server's.
    fileprivate func name(of kind: ServiceKind) -> String? {
        switch kind {
        case .windmill: windmill
        case .worker: nil
        case .postgres: postgres
        case .redis: redis
        }
    }
}
