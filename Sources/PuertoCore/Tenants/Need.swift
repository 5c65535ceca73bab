/// A client that needs the operator, why, and what to do for it.
package struct Need: Hashable, Sendable {
    package let tenant: TenantLine
    package let reasons: Needs
    package let step: NextStep
    /// The short id of its newest job; `nil` without one.
    package let job: String?
}

extension Need {
    package init(
        _ tenant: TenantLine, _ reasons: Needs, _ operations: Operations, _ access: HandoffFacts,
        here: Slug?, diskLimit: Int?
    ) {
        self.tenant = tenant
        self.reasons = reasons
        let newest = operations.jobs.first
        job = newest?.shortID
        let step = NextStep(
            NextStep.Facts(tenant, operations, access, here: here, diskLimit: diskLimit))
        // Nothing else is wrong with it than a disk that is filling up.
        let isWell = step == .nothing || step.isAboutHandingOver
        self.step = isWell && reasons.contains(.diskNearlyFull) ? .makeRoom : step
    }

    /// The reasons in words: `caído, disco lleno`.
    package func why(_ l: Language) -> String { reasons.words(l) }

    package var command: String? { step.command(tenant.slug, job: job) }

    /// One sentence that says how it stands and what its step does.
    package func sentence(_ l: Language) -> String {
        guard step == .makeRoom, !reasons.contains(.diskFull) else { return step.sentence(l) }
        return l(
            "Casi llena el disco de su plan: dale un plan mayor o borra parte de sus datos",
            "It nearly fills the disk of its plan: give it a bigger plan or delete some of its data"
        )
    }

    func add(to print: inout Fingerprint) {
        print.add(tenant.slug.text)
        print.add(tenant.name)
        print.add(Int(reasons.rawValue))
        print.add(String(describing: step))
        // The job's id is a part of it where it is shown.
        print.add(command ?? "")
    }
}
