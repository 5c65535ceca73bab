internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// Throws `conflict` for an action that would start an older image than the one that ran last,
    /// unless an operator has allowed it. The records alone tell it.
    func checkDowngrade(_ action: Action, of stack: Stack, _ parameters: JobParameters) throws {
        guard !parameters.allowsDowngrade else { return }
        let ran = try stack.facts.ranImages(stack.folder)
        for service in stack.spec.services {
            guard let last = ran[service.kind], service.image.age(beside: last) == .older else {
                continue
            }
            throw JobWorld.downgrade(
                service.kind, to: service.image, from: last, action, stack)
        }
    }

    private static func downgrade(
        _ kind: ServiceKind, to image: ImageReference, from last: ImageReference,
        _ action: Action, _ stack: Stack
    ) -> PuertoError {
        let slug = stack.slug
        let stays = "puerto tenant edit \(slug) --stack image.\(kind.rawValue)=\(last)"
        let leave = leave(action, slug)
        return PuertoError(
            .conflict, "'\(slug)' ran \(last) last, and \(image) is older",
            hint: "\(action == .upgrade ? "" : "\(stays) keeps it; ")an older program may not open "
                + "data that a newer one has migrated, and Windmill migrates forward only"
                + (leave.map { "; with a dump at hand: \($0)" } ?? "")
        ).spanish(
            "'\(slug)' usó \(last) por última vez, y \(image) es anterior",
            hint: "\(action == .upgrade ? "" : "\(stays) la conserva; ")un programa anterior puede "
                + "no abrir los datos que migró uno más nuevo, y Windmill solo migra hacia delante"
                + (leave.map { "; con un volcado a mano: \($0)" } ?? ""))
    }

    /// The verb that starts an older image all the same. A rotation never does.
    private static func leave(_ action: Action, _ slug: Slug) -> String? {
        switch action {
        case .provision, .resume, .reconcile:
            "puerto \(action.rawValue) \(slug) --allow-downgrade"
        case .upgrade: "puerto upgrade \(slug) --image KIND=IMAGE --allow-downgrade"
        case .rotate, .suspend, .restart, .archive, .build, .scripts: nil
        }
    }

    /// The plan's lines about images that are not those that ran last.
    func downgradeLines(_ stack: Stack) throws -> [String] {
        let ran = try stack.facts.ranImages(stack.folder)
        return stack.spec.services.compactMap { service in
            guard let last = ran[service.kind] else { return nil }
            return switch service.image.age(beside: last) {
            case .same, .newer: nil
            case .older: "image \(service.image) is older than \(last), which ran last"
            case .unknown:
                "image \(service.image) differs from \(last), which ran last: it may be older"
            }
        }
    }
}
