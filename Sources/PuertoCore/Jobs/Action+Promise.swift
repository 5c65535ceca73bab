extension Action {
    /// Says what the action will do to a tenant of this kind, before it is confirmed.
    package func promise(for kind: Tenant.Kind, _ l: Language) -> String {
        switch self {
        case .provision:
            l(
                "Crea lo que falte del sistema, lo arranca y comprueba que responde. "
                    + "Lo que ya existe se queda como está.",
                "Makes what is missing of the system, starts it and checks that it answers. "
                    + "What is there already stays as it is.")
        case .suspend:
            l(
                "Detiene el sistema y comprueba que sus puertos rechazan conexiones: "
                    + "el cliente no podrá entrar. Los datos se conservan.",
                "Stops the system and checks that its ports refuse connections: "
                    + "the client cannot get in. The data are kept.")
        case .resume:
            l(
                "Vuelve a arrancar el sistema con los datos que tenía y comprueba que responde.",
                "Starts the system again with the data it had, and checks that it answers.")
        case .restart:
            l(
                "Reinicia los servicios: el sistema no responde durante unos segundos.",
                "Restarts the services: the system does not answer for some seconds.")
        case .rotate:
            l(
                "Pone una contraseña nueva, la cambia donde se usa y comprueba que la anterior "
                    + "ya no sirve. La aplicación se reinicia si es la de PostgreSQL.",
                "Sets a new password, changes it where it is used and checks that the old one "
                    + "is refused. The application restarts if it is PostgreSQL's.")
        case .upgrade:
            l(
                "Pone otra imagen de un servicio; si no queda sano, vuelve a la anterior. "
                    + "Los datos no se copian antes.",
                "Runs another image of a service; if it does not become healthy, the one before "
                    + "comes back. The data are not copied first.")
        case .reconcile: kind == .base ? Action.promiseToLook(l) : Action.promiseToMend(l)
        case .archive:
            l(
                "Detiene el sistema para siempre y quita sus contenedores. "
                    + "Los datos y la ranura se conservan.",
                "Stops the system for good and removes its containers. "
                    + "The data and the slot are kept.")
        case .scripts:
            l(
                "Sube a su Windmill los scripts que cambiaron en los archivos. "
                    + "Lo que el cliente cambió ahí se queda como está.",
                "Pushes the scripts that have changed in the files into its Windmill. "
                    + "What the client changed there stays as it is.")
        case .build:
            l(
                "Rehace las páginas del portal que hayan cambiado.",
                "Builds the pages of the portal that have changed.")
        }
    }

    /// The base system is never changed.
    private static func promiseToLook(_ l: Language) -> String {
        l(
            "Compara el sistema base con el registro y dice qué difiere. No lo toca.",
            "Compares the base system with the record and says what differs. "
                + "It does not touch it.")
    }

    private static func promiseToMend(_ l: Language) -> String {
        l(
            "Compara el sistema con el registro y corrige lo que difiera. Si para eso rehace sus redes, se interrumpe unos segundos.",
            "Compares the system with the record and corrects what differs. Where it makes networks anew for that, the system is interrupted for some seconds."
        )
    }
}
