package import PuertoCore

/// A named, idempotent part of an action: it looks, does what is missing, and verifies the result.
struct Step: Sendable {
    let name: JobStep.Name
    /// Describes what the step would do, without doing it.
    let preview: @Sendable (PreviewContext) async throws -> [String]
    let run: @Sendable (StepContext) async throws -> Void

    init(
        _ name: JobStep.Name,
        preview: @escaping @Sendable (PreviewContext) async throws -> [String],
        run: @escaping @Sendable (StepContext) async throws -> Void
    ) {
        self.name = name
        self.preview = preview
        self.run = run
    }
}

extension Action {
    /// Returns the names of the steps, as a worker would record them.
    package func stepNames(for tenant: Tenant?, _ parameters: JobParameters) throws
        -> [JobStep.Name]
    { try steps(for: tenant, parameters).map(\.name) }

    /// Returns the steps in their order. The tenant's status decides the steps of `reconcile`.
    func steps(for tenant: Tenant?, _ parameters: JobParameters) throws -> [Step] {
        switch self {
        case .provision, .resume: Step.starting
        case .suspend: Step.stopping + [.record(.suspended)]
        case .archive: Step.stopping + [.remove, .record(.archived)]
        case .restart: [.restart, .database, .health, .record(.ready)]
        case .rotate: try Step.rotation(of: parameters.field)
        case .upgrade: [.preflight, .files, .application, .health, .adopt, .record(.ready)]
        case .reconcile: Step.reconciliation(of: tenant)
        case .build: [.pages]
        case .scripts: [.lookAtScripts, .pushScripts, .recordScripts]
        }
    }

    /// True when another attempt skips the steps that an earlier one has done. A rotation does,
    /// since it must not make a second new password.
    var keepsDoneSteps: Bool { self == .rotate }
}

extension Step {
    /// Builds the portal's pages. An error in a document fails the job.
    static let pages = Step(.pages) { _ in
        []
    } run: { context in
        do { context.say(try await context.world.rebuild()) } catch let errors as PuertoErrors {
            throw errors.all.first
                ?? PuertoError(.io, "the pages were not made").spanish("no se hicieron las páginas")
        }
    }

    static let starting: [Step] = [
        .preflight, .files, .data, .database, .secure, .application, .health, .instance, .scripts,
        .smoke, .record(.ready),
    ]
    static let mending: [Step] = [
        .preflight, .mend, .files, .data, .database, .secure, .application, .health, .instance,
        .smoke, .compare, .record(.ready),
    ]
    static let stopping: [Step] = [.stop, .refusal]

    static func reconciliation(of tenant: Tenant?) -> [Step] {
        guard let tenant, tenant.kind == .client else { return [.look] }
        return switch tenant.status {
        case .ready, .degraded, .provisioning: mending
        case .suspended: stopping
        case .archived: stopping + [.remove]
        case .draft: [.look]
        }
    }

    static func rotation(of field: CredentialField?) throws -> [Step] {
        guard let field else {
            throw PuertoError(.invalid, "a rotation needs a field").spanish("falta el campo")
        }
        let end: [Step] = [.dropOldPassword(field), .proof(field), .promotion(field)]
        switch field {
        case .app: return [.newPassword(field), .switchLogin, .promotion(field)]
        case .redis: return [.newPassword(field), .switchPassword(field)] + end
        case .postgres:
            return [
                .newPassword(field), .switchPassword(field), .files, .application, .health,
            ] + end
        }
    }
}
