internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// Throws `invalid` for an action that would start an image from elsewhere than puerto.yaml
    /// allows, and `conflict` for one that would start an older one than ran last. It asks no
    /// engine: even the question after an image leads to the address in its name.
    func checkImages(_ action: Action, _ slug: Slug?, _ parameters: JobParameters) throws {
        guard let slug, try store.tenant(slug).kind == .client else { return }
        switch action {
        case .provision, .resume, .reconcile, .upgrade, .rotate:
            let stack = try stack(slug, images: parameters.images)
            try checkImages(of: stack)
            if action.starts(stack.tenant) { try checkDowngrade(action, of: stack, parameters) }
        // They start what runs already, or nothing.
        case .suspend, .restart, .archive, .build, .scripts: return
        }
    }

    /// The same for a stack whose file a step is about to write: the record may have changed since
    /// the job began.
    func checkImages(of stack: Stack, for job: Job) throws {
        guard stack.tenant.kind == .client else { return }
        try checkImages(of: stack)
        try checkDowngrade(job.action, of: stack, job.parameters)
    }

    /// The same without the age of images. What it was healthy with was allowed then and stays so.
    func checkImages(of stack: Stack) throws {
        let ran = try stack.facts.ranImages(stack.folder)
        for service in stack.spec.services
        where !settings.allows(service.image) && !ran.values.contains(service.image) {
            let name = service.image.place
            throw PuertoError(
                .invalid,
                "the image '\(service.image)' is not one that clients may run here",
                hint: "in puerto.yaml, under engine: allow: [\"\(name)\"]"
            ).spanish(
                "la imagen '\(service.image)' no es de las que los clientes pueden usar aquí",
                hint: "en puerto.yaml, en engine: allow: [\"\(name)\"]")
        }
    }
}

extension Action {
    /// Tells whether the action starts containers of a client in its present state.
    fileprivate func starts(_ tenant: Tenant) -> Bool {
        switch self {
        // A rotation writes the stack file, and PostgreSQL's starts what is in it.
        case .provision, .resume, .upgrade, .rotate: return true
        case .suspend, .restart, .archive, .build, .scripts: return false
        case .reconcile:
            switch tenant.status {
            case .provisioning, .ready, .degraded: return true
            case .draft, .suspended, .archived: return false
            }
        }
    }
}
