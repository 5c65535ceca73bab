extension Action {
    /// The imperative that links to the action; a rotation names its password.
    package func request(_ field: CredentialField?, _ l: Language) -> String {
        switch self {
        case .provision: l("Montar", "Provision")
        case .suspend: l("Suspender", "Suspend")
        case .resume: l("Reanudar", "Resume")
        case .restart: l("Reiniciar", "Restart")
        case .rotate:
            switch field {
            case .app: l("Cambiar la contraseña de Windmill", "Rotate Windmill's password")
            case .redis: l("Cambiar la contraseña de Redis", "Rotate Redis's password")
            case .postgres, nil:
                l("Cambiar la contraseña de PostgreSQL", "Rotate PostgreSQL's password")
            }
        case .upgrade: l("Actualizar imágenes", "Upgrade images")
        case .reconcile: l("Ajustar", "Reconcile")
        case .archive: l("Archivar", "Archive")
        case .build: l("Rehacer el portal", "Rebuild")
        case .scripts: l("Subir los scripts", "Push the scripts")
        }
    }

    /// The button that asks for the action, below its promise.
    package func button(_ l: Language) -> String {
        self == .rotate ? l("Cambiarla", "Rotate it") : request(nil, l)
    }

    /// The button that is shown first: that of the plan, if the action needs one.
    package func firstButton(_ l: Language) -> String {
        needsPlan ? l("Ver qué pasaría", "Show what would happen") : button(l)
    }
}
