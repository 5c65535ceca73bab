extension Action {
    /// What it will do, for whoever is about to ask for it.
    package func promise(_ l: Language) -> String {
        switch self {
        case .provision:
            l(
                "Crea lo que falte del sistema, lo arranca y espera a que responda.",
                "Makes what is missing of the system, starts it, and waits until it answers.")
        case .suspend:
            l(
                "Detiene el sistema: el cliente no podrá entrar. Los datos se conservan.",
                "Stops the system: the client cannot get in. The data are kept.")
        case .resume:
            l(
                "Vuelve a arrancar el sistema con los datos que tenía.",
                "Starts the system again with the data it had.")
        case .restart:
            l(
                "Reinicia los servicios: unos segundos sin servicio.",
                "Restarts the services: some seconds without service.")
        case .rotate:
            l(
                "Da una contraseña nueva y comprueba que la anterior ya no sirve.",
                "Gives a new password, and sees to it that the old one is refused.")
        case .upgrade:
            l(
                "Pone otra imagen de un servicio; si no queda sano, vuelve a la anterior. "
                    + "Los datos no se copian antes.",
                "Runs another image of a service; if it does not become healthy, the one before "
                    + "comes back. The data are not copied first.")
        case .reconcile:
            l(
                "Compara el sistema con el registro y corrige lo que difiera.",
                "Compares the system with the record and mends what differs.")
        case .archive:
            l(
                "Detiene el sistema para siempre y quita sus contenedores. Datos y ranura quedan.",
                "Stops the system for good and removes its containers. Data and slot stay.")
        case .build: l("Rehace las páginas del portal.", "Makes the portal's pages again.")
        }
    }

    /// As whoever asks for it says it.
    package func request(_ field: CredentialField?, _ l: Language) -> String {
        switch self {
        case .provision: l("Montar", "Provision")
        case .suspend: l("Suspender", "Suspend")
        case .resume: l("Reanudar", "Resume")
        case .restart: l("Reiniciar", "Restart")
        case .rotate:
            field == .redis
                ? l("Cambiar la contraseña de Redis", "Rotate Redis's password")
                : l("Cambiar la contraseña de PostgreSQL", "Rotate PostgreSQL's password")
        case .upgrade: l("Actualizar imágenes", "Upgrade images")
        case .reconcile: l("Poner al día", "Reconcile")
        case .archive: l("Archivar", "Archive")
        case .build: l("Rehacer el portal", "Rebuild")
        }
    }
}
